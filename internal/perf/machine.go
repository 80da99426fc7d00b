package perf

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// What only Linux tells is empty elsewhere.

// valueOf returns what follows a name in a file of lines "name : value".
func valueOf(path, name, separator string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if k, v, ok := strings.Cut(line, separator); ok && strings.TrimSpace(k) == name {
			return strings.Trim(strings.TrimSpace(v), `"`)
		}
	}
	return ""
}

func processor() string {
	if name := valueOf("/proc/cpuinfo", "model name", ":"); name != "" {
		return name
	}
	return "processor not told"
}

func systemName() string {
	name := runtime.GOOS + "/" + runtime.GOARCH
	if pretty := valueOf("/etc/os-release", "PRETTY_NAME", "="); pretty != "" {
		name += ", " + pretty
	}
	return name
}

func memoryOf() int64 {
	var kb int64
	if _, err := fmt.Sscanf(valueOf("/proc/meminfo", "MemTotal", ":"), "%d kB", &kb); err != nil {
		return 0
	}
	return kb << 10
}

// loadAverage is that of the last minute.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return ""
	}
	one, _, _ := strings.Cut(string(text), " ")
	return one
}
