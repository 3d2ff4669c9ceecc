<?php
// justinrainbow/json-schema: `php judge.php SCHEMAS CASES`, a verdict a line.
require 'JsonSchema/autoload.php';

[, $schemas, $cases] = $argv;
$read = [];
foreach (file($cases) as $line) {
    $case = json_decode($line, false, 512, JSON_THROW_ON_ERROR);
    $path = "$schemas/{$case->root}.json";
    $read[$path] ??= json_decode(file_get_contents($path), false, 512, JSON_THROW_ON_ERROR);
    try {
        $document = json_decode($case->text, false, 512, JSON_THROW_ON_ERROR);
        $validator = new JsonSchema\Validator();
        $validator->validate($document, $read[$path]);
        echo $validator->isValid() ? "valid\n" : "invalid\n";
    } catch (Throwable $thrown) {
        fwrite(STDERR, get_class($thrown) . "\n");
        echo "error\n";
    }
}
