using System.Diagnostics;

namespace Lana.Benchmarks.Export;

/// <summary>The ONNX file that PyTorch exports from torchvision's network.</summary>
internal static class TorchvisionModel
{
    // Debian's Python: another one on the path does not find Debian's packages.
    private const string Python = "/usr/bin/python3";

    /// <summary>Reads the given file, or creates one.</summary>
    public static async Task<byte[]> GetAsync(string? given, CancellationToken cancellationToken)
    {
        if (given is not null)
        {
            return await File.ReadAllBytesAsync(given, cancellationToken);
        }

        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "efficientnet_b0.onnx");
        await MakeAsync(path, cancellationToken);
        return await File.ReadAllBytesAsync(path, cancellationToken);
    }

    private static async Task MakeAsync(string path, CancellationToken cancellationToken)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "scripts", "torchvision_efficientnet.py");
        using var process = Process.Start(Python, [script, path]);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{script} ended with exit code {process.ExitCode}: it needs Debian's python3-torch, " +
                "python3-torchvision and python3-onnx. Or give a file that it has made elsewhere: --theirs FILE.");
        }
    }
}
