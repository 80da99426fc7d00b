//go:build js && wasm

// Command wasm is the library inside the page of examples/explorer: it gives
// the page one function, explore(name, question), JSON in and JSON out.
package main

import (
	"syscall/js"

	"github.com/rppsplus/rppsplus/examples/explorer/explore"
)

func main() {
	js.Global().Set("explore", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if len(args) != 2 || args[0].Type() != js.TypeString || args[1].Type() != js.TypeString {
			return `{"error":"question illisible"}`
		}
		return string(explore.Call(args[0].String(), []byte(args[1].String())))
	}))
	// The page waits for this.
	js.Global().Call("explorerReady")
	select {}
}
