# frozen_string_literal: true

require "test_helper"
require "timeout"

class DelayedTest < ActiveSupport::TestCase
  test "a batch is one message, in the order in which its bodies came" do
    batches = Queue.new
    # Long enough for five pushes on a busy machine.
    broadcaster = Cablegram::BatchedBroadcaster.new(every: 1) { |bodies, target| batches << [target, bodies.pluck(:n)] }
    5.times { |n| broadcaster.push(:shop, { n: }) }
    assert_equal [:shop, [0, 1, 2, 3, 4]], taken_from(batches)
  end

  test "a full batch does not wait, and the next one waits its full time" do
    batches = Queue.new
    broadcaster = Cablegram::BatchedBroadcaster.new(every: 60, max: 10) { |bodies, _| batches << bodies.size }
    25.times { |n| broadcaster.push(nil, { n: }) }
    assert_equal 10, taken_from(batches)
    broadcaster.flush
    sizes = [10]
    sizes << taken_from(batches) until sizes.sum == 25
    assert(sizes.all? { |size| size <= 10 })
  end

  test "what cannot be sent is kept, reported, and sent later in the same order" do
    is_broken = true
    sent = Queue.new
    broadcaster = Cablegram::BatchedBroadcaster.new(every: 0.01) do |bodies, _|
      raise "Redis is away" if is_broken

      bodies.each { |body| sent << body[:n] }
    end
    reported = errors_reported do
      3.times { |n| broadcaster.push(nil, { n: }) }
      broadcaster.flush
      is_broken = false
      broadcaster.push(nil, { n: 3 })
      broadcaster.flush
    end
    assert_equal [0, 1, 2, 3], Array.new(4) { taken_from(sent) }
    assert_includes reported.map(&:message), "Redis is away"
  end

  test "a thread that ended is replaced, as after a fork" do
    sent = Queue.new
    broadcaster = Cablegram::BatchedBroadcaster.new(every: 0.01) { |bodies, _| sent << bodies.size }
    broadcaster.push(nil, {})
    taken_from(sent)
    broadcaster.instance_variable_get(:@thread).kill.join
    broadcaster.push(nil, {})
    assert_equal 1, taken_from(sent)
  end

  test "throttled, the first goes at once and then the latest of each key" do
    sent = Queue.new
    broadcaster = Cablegram::ThrottledBroadcaster.new(every: 60, key: :symbol) { |bodies, _| sent << bodies.first.values_at(:symbol, :price) }
    broadcaster.push(nil, { symbol: "A", price: 1 })
    assert_equal ["A", 1], taken_from(sent)
    (2..9).each { |price| broadcaster.push(nil, { symbol: "A", price: }) }
    broadcaster.flush
    assert_equal ["A", 9], taken_from(sent)
    assert_empty sent
  end

  test "200 a second for a second from four threads: batched, every body comes once, with numbers without a hole" do
    threads = Array.new(4) { |t| Thread.new { 50.times { |n| Cablegram.broadcast :batched, { id: "#{t}-#{n}" } } } }
    threads.each(&:join)
    Cablegram.flush
    bodies = sent(:batched).flat_map { |body| body["type"] == "batch" ? body["data"] : [body] }
    assert_equal 200, bodies.pluck("id").uniq.size
    numbers = bodies.pluck("seq").sort
    assert_equal (numbers.first..numbers.first + 199).to_a, numbers
    assert_equal 100, Cablegram.streams.fetch(:batched).snapshot(nil)[:items].size
  end

  # In a process of its own, because this one must go on.
  { "exit" => "exit", "SIGTERM" => 'Process.kill("TERM", Process.pid); sleep' }.each do |name, ending|
    test "what waits is sent at #{name}" do
      assert_equal %w[0 1 2], lines_of(<<~RUBY)
        3.times { |n| broadcaster.push(nil, { n: }) }
        #{ending}
      RUBY
    end
  end

  test "what cannot be sent at the end is tried again" do
    assert_equal %w[0], lines_of(<<~RUBY)
      tries = 0
      flaky = Cablegram::BatchedBroadcaster.new(every: 60) { |bodies, _| (tries += 1) < 3 ? raise("locked") : $stdout.syswrite("\#{bodies.first[:n]}\n") }
      flaky.push(nil, { n: 0 })
    RUBY
  end

  test "a fork sends its own, and its parent what was collected before" do
    assert_equal %w[child parent], lines_of(<<~RUBY).sort
      broadcaster.push(nil, { n: "parent" })
      Process.wait(fork { broadcaster.push(nil, { n: "child" }) })
    RUBY
  end

  test "a pause that is no time is refused" do
    [0, -1, nil, "soon"].each { |every| assert_raises(ArgumentError) { Cablegram::BatchedBroadcaster.new(every:) {} } }
  end

  private

  def taken_from(queue) = Timeout.timeout(10) { queue.pop }

  def errors_reported
    reported = []
    subscriber = Class.new { define_method(:report) { |error, **| reported << error } }.new
    Rails.error.subscribe(subscriber)
    yield
    reported
  ensure
    Rails.error.unsubscribe(subscriber)
  end

  def lines_of(script)
    program = <<~RUBY
      require "rails"
      require "action_cable/engine"
      require "cablegram"
      class Application < Rails::Application
        config.eager_load = false
        config.logger = Logger.new(IO::NULL)
        config.root = #{SCRATCH.inspect}
        config.secret_key_base = "x" * 64
      end
      Rails.application.initialize!
      broadcaster = Cablegram::BatchedBroadcaster.new(every: 60) { |bodies, _| bodies.each { |body| $stdout.syswrite("\#{body[:n]}\\n") } }
      #{script}
    RUBY
    output = IO.popen([RbConfig.ruby, "-I#{File.expand_path('../lib', __dir__)}", "-rbundler/setup", "-e", program], err: IO::NULL, &:read)
    output.lines.map(&:chomp)
  end
end
