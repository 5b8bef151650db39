using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Lana;

/// <summary>Starts an explicit test of <see cref="KilledProcess"/> in a process of its own.</summary>
internal static class ChildProcess
{
    /// <summary>The exit code of what SIGKILL has ended.</summary>
    public const int Killed = 128 + 9;

    public static Process Start(string method, IReadOnlyDictionary<string, string> variables)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var start = new ProcessStartInfo(Path.Combine(root, "dotnet"))
        {
            ArgumentList =
            {
                "exec", typeof(KilledProcess).Assembly.Location, "-explicit", "only", "-method",
                $"{typeof(KilledProcess).FullName}.{method}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
