# json_schemer: `ruby judge.rb SCHEMAS CASES`, a verdict a line.
require 'json'
require 'set' # json_schemer uses it, and Ruby 3.1 does not load it by itself.
require 'json_schemer'

schemas, cases = ARGV
read = Hash.new { |all, root| all[root] = JSONSchemer.schema(JSON.parse(File.read("#{schemas}/#{root}.json"))) }
File.foreach(cases) do |line|
  it = JSON.parse(line)
  begin
    puts read[it['root']].valid?(JSON.parse(it['text'])) ? 'valid' : 'invalid'
  rescue StandardError => e
    warn e.class
    puts 'error'
  end
end
