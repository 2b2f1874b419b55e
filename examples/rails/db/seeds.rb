# The same for everybody, so that a run can be repeated. Running it twice adds nothing.
return if Shop.any?

random = Random.new(1)
riverside, hilltop = ["Riverside Press", "Hilltop Books"].map { |name| Shop.create!(name:) }
people = { "Ada Okafor" => riverside, "Bruno Keller" => riverside, "Chloe Martin" => hilltop, "Dario Rossi" => hilltop }
users = people.map { |name, shop| User.create!(name:, shop:) }
users.each { |user| users.without(user).sample(2, random:).each { |followed| Follow.create!(follower: user, followed:) } }

titles = ["Field Notes", "Atlas of Rivers", "Winter Poems", "City Map", "The Long Way Home", "Bread & Salt", "A Grammar of Birds", "Tide Tables"]
Book.insert_all!(titles.map { |title| { title:, created_at: 3.days.ago, updated_at: 3.days.ago } })
books = Book.all.to_a
Cover.insert_all!(books.map { |book| { book_id: book.id, binding: Cover::BINDINGS.sample(random:), created_at: 2.days.ago, updated_at: 2.days.ago } })

orders = Array.new(160) do |index|
  at = ((160 - index) * 4).minutes.ago
  copies = random.rand(1..40)
  { shop_id: [riverside, hilltop].sample(random:).id, book_id: books.sample(random:).id, customer: ShopSimulator::CUSTOMERS.sample(random:),
    source: JobOrder::SOURCES.sample(random:), status: index < 140 ? "shipped" : "pending", copies:,
    amount: (copies * random.rand(4.0..30.0)).round(2), created_at: at, updated_at: at }
end
JobOrder.insert_all!(orders)

activities = Array.new(30) do |index|
  verb, object = ShopSimulator::DEEDS.sample(random:)
  at = ((30 - index) * 3).minutes.ago
  { user_id: users.sample(random:).id, verb:, object: format(object, books.sample(random:).title), created_at: at, updated_at: at }
end
Activity.insert_all!(activities)

quotes = { "ACME" => ["Acme Paper", 192.31], "BIND" => ["Binder & Co", 6.12], "GLBX" => ["Globex Print", 48.06],
           "INKS" => ["Inks United", 88.45], "PAPR" => ["Paper Mills", 12.74], "TYPE" => ["Type Foundry", 33.90] }
quotes.each do |symbol, (name, price)|
  Quote.create!(symbol:, name:, price:, open: price, previous_close: (price * random.rand(0.985..1.015)).round(2))
end

# Points of the last minutes, so that no chart begins empty.
120.downto(1) { |seconds| AnalyticsService.publish(random, at: seconds.seconds.ago) }
Cablegram.broadcast(:metrics) { Metrics.current }
Cablegram.broadcast(:order_volume) { JobOrder.volume }
