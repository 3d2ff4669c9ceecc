# JSON::Validator: `perl judge.pl SCHEMAS CASES`, a verdict a line.
use strict;
use warnings;
use JSON::Validator;
use Mojo::File 'path';
use Mojo::JSON qw(decode_json from_json);

my ($schemas, $cases) = @ARGV;
my %read;
for my $line (split /\n/, path($cases)->slurp) {
    my $case = decode_json($line);
    my $root = $case->{root};
    $read{$root} //= JSON::Validator->new->schema(decode_json(path("$schemas/$root.json")->slurp))->schema;
    my $document = eval { from_json($case->{text}) };
    if ($@) { print STDERR "not read\n"; print "error\n"; next }
    print scalar(my @faults = $read{$root}->validate($document)) ? "invalid\n" : "valid\n";
}
