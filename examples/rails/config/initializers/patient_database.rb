# Rails 7.2 waits for a locked SQLite database inside SQLite, where no other thread runs that could release it. Rails 8 waits as here.
module PatientDatabase
  private

  def configure_connection
    super
    @raw_connection.busy_handler_timeout = 10_000
  end
end

ActiveSupport.on_load(:active_record_sqlite3adapter) { prepend PatientDatabase } if Rails::VERSION::MAJOR < 8
