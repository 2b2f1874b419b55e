# Only in a server: not in a console, a task or a test.
Rails.application.server { BackgroundLoop.start }
