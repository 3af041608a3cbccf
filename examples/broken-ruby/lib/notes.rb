# frozen_string_literal: true

# Keeps the notes of this process.
class Notes
  KINDS = %w[memo task].freeze
  ITEMS = []

  def self.add(text)
    ITEMS << text
  end

  def self.all
    ITEMS.sort_by { |text| [KINDS.index(text[/^\w+/]) || 0, text] }
  end
end
