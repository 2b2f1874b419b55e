module ApplicationHelper
  def page_path(page) = public_send(:"#{page.route}_path")

  # A link of the sidebar.
  def page_link(to)
    link_to to.title, page_path(to), class: "page-link", aria: { current: ("page" if to == page) }
  end
end
