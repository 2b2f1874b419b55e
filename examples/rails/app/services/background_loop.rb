# What moves by itself while a server runs: the simulation, and the health of this process, once a second in one thread.
class BackgroundLoop
  EVERY = 1

  class << self
    def start
      return if @thread&.alive?

      @thread = Thread.new { run }
      at_exit { @thread.kill }
    end

    private

    def run
      loop do
        # The reloader lets changed code in between two steps.
        Rails.application.reloader.wrap { tick }
        sleep EVERY
      end
    end

    def tick
      Simulation.step unless ENV["SIMULATION"] == "off"
      Cablegram.broadcast :server_health, ServerHealth.read
    rescue StandardError => error
      # One failure ends no loop.
      Rails.error.report(error, handled: true)
      Rails.logger.error(error.full_message)
    end
  end
end
