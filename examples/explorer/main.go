// Command explorer shows the matrix in a browser: the library, compiled to
// WebAssembly, behind one page. Nothing leaves the page: it asks for no file
// but its own.
//
//	go run ./examples/explorer                  # prints the address, on this machine only
//	go run ./examples/explorer -addr 127.0.0.1:0  # any free port
//	go run ./examples/explorer -out site        # writes the folder instead, to put on any web server
//
// The page is compiled by the go command, so run it in a checkout of this
// module. Exit code 0 after an interruption or a folder written, 2 when it
// cannot run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

const usage = `Usage: explorer [-addr HOST:PORT] [-out DIR]

Shows the matrix in a browser. Nothing leaves the page.

`

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	f := flag.NewFlagSet("explorer", flag.ContinueOnError)
	f.SetOutput(stderr)
	f.Usage = func() {
		fmt.Fprint(stderr, usage)
		f.PrintDefaults()
	}
	addr := f.String("addr", "127.0.0.1:8377", "`HOST:PORT` to listen on; port 0 for any free one; without a host, this machine only")
	out := f.String("out", "", "write the folder of the page to `DIR` and end; any web server can serve it")
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	err := func() error {
		if f.NArg() > 0 {
			return errors.New("unexpected argument after the flags")
		}
		if *out != "" {
			return write(ctx, *out, stdout, stderr)
		}
		return serve(ctx, *addr, stdout, stderr)
	}()
	if err != nil {
		fmt.Fprintln(stderr, "explorer:", err)
		return 2
	}
	return 0
}

// write writes the folder.
func write(ctx context.Context, dir string, stdout, stderr io.Writer) error {
	s, err := build(ctx, stderr)
	if err != nil {
		return err
	}
	if err := s.writeTo(dir); err != nil {
		return fmt.Errorf("-out: %w", err)
	}
	fmt.Fprintf(stdout, "Dossier écrit : %s (%s compressés). Servez-le par un serveur web : ouverte comme fichier, la page ne peut rien charger.\n", dir, size(s.compressed()))
	return nil
}

// serve serves the page until the context ends.
func serve(ctx context.Context, addr string, stdout, stderr io.Writer) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return errors.New("-addr: HOST:PORT, such as 127.0.0.1:8377")
	}
	if host == "" {
		host = "127.0.0.1"
	}
	// Before the page is built: a port that is taken is told at once.
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return fmt.Errorf("-addr: %w (-addr %s takes any free port)", err, net.JoinHostPort(host, "0"))
	}
	defer l.Close()
	s, err := build(ctx, stderr)
	if err != nil {
		return err
	}
	if a, ok := l.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		fmt.Fprintln(stderr, "explorer: other machines can open this page: the address is not a loopback one")
	}
	server := &http.Server{
		Handler: s, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 1 << 16,
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	fmt.Fprintf(stdout, "Explorateur de la matrice : http://%s/ (%s compressés ; Ctrl+C pour arrêter)\n", l.Addr(), size(s.compressed()))
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	_ = server.Shutdown(last) // what is still open after it is cut
	return nil
}

// size says a number of bytes in French.
func size(n int) string { return fmt.Sprintf("%.2f Mo", float64(n)/1e6) }
