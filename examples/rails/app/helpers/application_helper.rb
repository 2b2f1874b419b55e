module ApplicationHelper
  def page_path(page) = public_send(:"#{page.route}_path")

  # How the page gets its data, the best way first. AnyCable has a history, from which a page that was away gets what it missed.
  def transports = defined?(AnyCable) ? "anycable polling" : "cable polling"

  # A link of the sidebar.
  def page_link(to)
    link_to to.title, page_path(to), class: "page-link", aria: { current: ("page" if to == page) }
  end
end
