# The values of the analytics page: one point of each metric a second.
class AnalyticsService
  # By name: what people call it, its unit, where it begins, and how far it moves.
  METRICS = {
    "requests" => { label: "Requests per second", unit: nil, base: 240, swing: 90 },
    "response_time" => { label: "Response time", unit: "ms", base: 48, swing: 22 },
    "conversion" => { label: "Conversion", unit: "%", base: 3.4, swing: 1.2 }
  }.freeze

  # @param metric [String, nil] as a client sent it
  # @return [String, nil] the metric, if there is such a one
  def self.name_of(metric) = metric.to_s.presence_in(METRICS.keys)

  def self.publish(random, at: Time.current)
    METRICS.each do |name, metric|
      Cablegram.broadcast :metric, { metric: name, value: value(metric, at.to_f, random), timestamp: at.iso8601(3) }, of: name
    end
  end

  # A slow wave with some noise.
  def self.value(metric, seconds, random)
    wave = Math.sin(seconds / 47) * 0.6 + Math.sin(seconds / 13) * 0.25
    (metric[:base] + metric[:swing] * (wave + random.rand(-0.15..0.15))).round(2)
  end
  private_class_method :value
end
