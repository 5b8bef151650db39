using System.Diagnostics;

namespace Lana.Benchmarks.Latency;

/// <summary>A second process that keeps a core busy until it is disposed.</summary>
internal sealed class BusyNeighbour : IDisposable
{
    private readonly Process _process;

    public BusyNeighbour()
    {
        var program = Environment.ProcessPath!;
        var isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] library = isHosted ? [typeof(BusyNeighbour).Assembly.Location] : [];
        _process = Process.Start(new ProcessStartInfo(program, [.. library, BurnVerb.Word])
        {
            RedirectStandardInput = true,
        })!;
    }

    public void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException(
                $"The busy neighbour ended with {_process.ExitCode} before the tables were done: they were built " +
                "alone.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
