// gojsonschema: `judge SCHEMAS CASES`, a verdict a line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/xeipuuv/gojsonschema"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	cases, err := os.Open(os.Args[2])
	must(err)
	lines := bufio.NewScanner(cases)
	lines.Buffer(nil, 1<<24)
	schemas := map[string]*gojsonschema.Schema{}
	for lines.Scan() {
		var it struct{ Root, Text string }
		must(json.Unmarshal(lines.Bytes(), &it))
		if schemas[it.Root] == nil {
			text, err := os.ReadFile(filepath.Join(os.Args[1], it.Root+".json"))
			must(err)
			schemas[it.Root], err = gojsonschema.NewSchema(gojsonschema.NewBytesLoader(text))
			must(err)
		}
		result, err := schemas[it.Root].Validate(gojsonschema.NewStringLoader(it.Text))
		if err != nil {
			fmt.Println("error")
		} else if result.Valid() {
			fmt.Println("valid")
		} else {
			fmt.Println("invalid")
		}
	}
	must(lines.Err())
}
