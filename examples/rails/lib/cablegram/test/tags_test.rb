# frozen_string_literal: true

require "test_helper"

class TagsTest < ActionDispatch::IntegrationTest
  test "a counter has its channel, its snapshot, its number and its value with the time of rendering" do
    sign_in @ada
    @bakery.orders.create!(title: "Bread")
    tag = render('<%= live_counter_tag OrdersChannel, :orders, label: "Orders today" %>')
    assert_equal %w[OrdersChannel seq 1], %w[channel seq value].map { |name| tag[name] }
    assert_equal "Orders today", tag["label"]
    assert_equal({ "stream" => "orders" }, JSON.parse(tag["params"]))
    assert_match(/\A\d{4}.*\.\d{3}Z\z/, tag["as-of"])
    assert_equal "1", tag.text
    get tag["snapshot"]
    assert_equal 1, response.parsed_body["value"]
  end

  test "the snapshot of a tag is the one of its subscription" do
    sign_in @ada
    tag = render('<%= live_counter_tag ShopChannel, :metric, params: { metric: "cpu" }, field: "value" %>')
    assert_equal({ "stream" => "metric", "metric" => "cpu" }, JSON.parse(tag["params"]))
    assert_equal "3", tag["value"]
    get tag["snapshot"]
    assert_equal "cpu", response.parsed_body["metric"]
  end

  test "who is rejected gets a tag without a value" do
    sign_in @ben
    tag = render("<%= live_counter_tag AdminChannel, :secrets %>")
    assert_nil tag["value"]
    assert_equal "", tag.text
    reset!
    assert_nil render("<%= live_counter_tag AdminChannel, :secrets %>")["value"]
  end

  test "a signed stream is signed for the person who sees the page" do
    sign_in @ada
    tag = render("<%= live_counter_tag ShopChannel, :notes, of: Shop.find_by(name: 'Press') %>")
    assert_equal "Press", tag["value"]
    get tag["snapshot"]
    assert_response :ok
    sign_in @ben
    get tag["snapshot"]
    assert_response :forbidden
  end

  test "of is refused for a stream whose channel decides" do
    sign_in @ada
    get "/page", params: { erb: "<%= live_feed_tag ShopChannel, :activity, of: Shop.first %>" }
    assert_response :internal_server_error
  rescue ActionView::Template::Error => error
    assert_match(/is not signed/, error.message)
  end

  test "attributes are written as the elements read them" do
    tag = render('<%= live_chart_tag nil, series: [{ field: "web" }], stale_after: 30.seconds, y_min: 0, span_gaps: true, label: nil, loading: false %>')
    assert_equal ['[{"field":"web"}]', "30000ms", "0", ""], %w[series stale-after y-min span-gaps].map { |name| tag[name] }
    assert_nil tag["label"]
    assert_nil tag["loading"]
  end

  test "a Symbol that names something in the data keeps its underscores" do
    tag = render("<%= live_feed_tag nil, event: :order_created, key: :order_id, order: :newest_last %>")
    assert_equal %w[order_created order_id newest-last], %w[event key order].map { |name| tag[name] }
  end

  test "a counter of a stream with a history begins with the last value" do
    sign_in @ada
    [1, 2].each { |cpu| Cablegram.broadcast :points, { cpu: } }
    Cablegram.broadcast :points, { memory: 3 }
    tag = render("<%= live_counter_tag ShopChannel, :points, field: :cpu %>")
    assert_equal %w[cpu 2 2], [tag["field"], tag["value"], tag.text]
    assert_nil tag["as-of"], "a message on its way may be older than this page"
    assert_equal "0", render("<%= live_counter_tag OrdersChannel, :titles, value: 0 %>")["value"]
  end

  test "presence has its channel and parameters, but no snapshot, because only AnyCable knows who is here" do
    sign_in @ada
    tag = render('<%= live_presence_tag PlainChannel, params: { id: 7 }, presence_id: "user-1", info: { name: "Ada" }, name_field: :full_name %>')
    assert_equal "PlainChannel", tag["channel"]
    assert_equal({ "id" => 7 }, JSON.parse(tag["params"]))
    assert_equal ["user-1", '{"name":"Ada"}', "full_name"], %w[presence-id info name-field].map { |name| tag[name] }
    assert_equal [nil, nil], [tag["snapshot"], tag["seq"]]
    assert_nil render("<%= live_presence_tag PlainChannel %>")["params"]
  end

  test "presence beside a stream has the parameters of the stream's other tags, so that they share a subscription" do
    sign_in @ada
    both = "<p><%= live_feed_tag ShopChannel, :activity %><%= live_presence_tag ShopChannel, :activity %></p>"
    feed, presence = render(both).css("live-feed, live-presence").to_a
    assert_equal feed["params"], presence["params"]
    signed = render("<%= live_presence_tag ShopChannel, :notes, of: Shop.find_by(name: 'Press') %>")
    assert_equal %w[stream signed], JSON.parse(signed["params"]).keys
  end

  test "series and thresholds are children of a chart" do
    tag = render('<%= live_chart_tag do %><%= live_series_tag field: :cpu_load, axis: :right %><%= live_threshold_tag value: 80, series: :cpu_load %><% end %>')
    assert_equal %w[cpu_load right], %w[field axis].map { |name| tag.at_css("live-series")[name] }
    assert_equal %w[80 cpu_load], %w[value series].map { |name| tag.at_css("live-threshold")[name] }
  end

  test "text of people is escaped" do
    tag = render('<%= live_status_tag label: %q(<script>"&) %>')
    assert_equal '<script>"&', tag["label"]
  end

  test "every element has a tag, which takes a block" do
    %w[counter feed chart series threshold progress ticker notice presence connection controls pause rate status].each do |name|
      tag = render("<%= live_#{name}_tag do %><b>inside</b><% end %>")
      assert_equal "live-#{name}", tag.name
      assert_equal "inside", tag.at_css("b").text
    end
  end

  private

  def sign_in(person) = post("/sign_in", params: { person: person.id })

  def render(erb)
    get "/page", params: { erb: }
    assert_response :ok
    Nokogiri::HTML5.fragment(response.body).element_children.first
  end
end
