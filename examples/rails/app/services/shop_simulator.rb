# Makes one step in the life of the shop. All chance comes from the seed and the number of the step, so that a run can be repeated.
class ShopSimulator
  CUSTOMERS = ["Ana Duarte", "Jörg Müller", "Łucja Nowak", "O'Brien & Sons", "Atelier <Zwölf>", "Mei Tanaka", "Samir Haddad"].freeze
  TITLES = ["Night Trains", "A Year of Bread", "The Glass Harbour", "Small Gardens", "Letters from Porto", "Winter Birds"].freeze
  DEEDS = [["checked", "the proofs of %s"], ["approved", "the cover of %s"], ["shipped", "a box of %s"], ["restocked", "%s"]].freeze

  def initialize(simulation)
    @simulation = simulation
    @random = Random.new(simulation.seed * 1_000_003 + simulation.tick)
  end

  def step
    move_visitors
    move_quotes
    order if chance(0.4)
    advance_an_order if chance(0.85)
    act if chance(0.3)
    add_a_book if chance(0.03)
    add_a_cover if chance(0.05)
    export if chance(0.05)
    AnalyticsService.publish(@random)
    Cablegram.broadcast(:order_volume) { JobOrder.volume }
  end

  private

  def move_visitors
    @simulation.update!(active_users: (@simulation.active_users + @random.rand(-9..9)).clamp(120, 480))
  end

  # A price moves by half a percent at most, and is drawn to where it began.
  def move_quotes
    Quote.all.sample(2, random: @random).each do |quote|
      drift = (quote.open - quote.price) * 0.02 + quote.price * @random.rand(-0.005..0.005)
      quote.update!(price: [quote.price + drift, 1].max.round(2))
    end
  end

  def order
    copies = @random.rand(1..40)
    JobOrder.create!(shop: sample(Shop.all), book: sample(Book.all), customer: sample(CUSTOMERS), source: sample(JobOrder::SOURCES),
                     copies:, amount: (copies * @random.rand(4.0..30.0)).round(2))
  end

  def advance_an_order = JobOrder.where.not(status: "shipped").order(:id).first&.advance!

  def act
    verb, object = sample(DEEDS)
    sample(User.all).activities.create!(verb:, object: format(object, sample(Book.all).title))
  end

  def add_a_book = Book.create!(title: "#{sample(TITLES)} #{@random.rand(2..9)}")

  def add_a_cover = Cover.create!(book: sample(Book.all), binding: sample(Cover::BINDINGS))

  def export = PrintExport.create!(book: sample(Book.all), pages: @random.rand(80..320), broken: chance(0.2))

  def chance(share) = @random.rand < share

  def sample(from) = from.to_a.sample(random: @random)
end
