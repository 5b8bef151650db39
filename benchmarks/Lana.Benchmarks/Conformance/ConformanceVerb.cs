using Lana.Native;
using Samples;

namespace Lana.Benchmarks.Conformance;

/// <summary>Imports the models of the ONNX standard's own tests and compares their outputs.</summary>
internal sealed class ConformanceVerb : IBenchmarkVerb
{
    public string Name => "conformance";

    public Task<int> RunAsync(Arguments arguments, CancellationToken cancellationToken)
    {
        var folder = arguments.Text("--folder") ?? throw new ArgumentException("Give --folder: the data of libonnx-testdata.");
        var lists = arguments.Text("--list") is not null;
        arguments.ThrowIfUnread();
        TorchRuntime.Initialize();
        var results = new List<ConformanceResult>();
        foreach (var model in Directory.EnumerateFiles(folder, "model.onnx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(new ConformanceCase(Path.GetDirectoryName(model)!).Run());
        }

        foreach (var result in results.Where(result => result.Outcome is ConformanceOutcome.Wrong or ConformanceOutcome.AsOnnxRuntime || (lists && result.Reason is not null)))
        {
            Console.WriteLine($"{result.Outcome}: {result.Name}: {result.Reason}");
        }

        var counts = results.ToLookup(result => result.Outcome);
        Console.WriteLine(
            $"{results.Count} tests of the ONNX standard, {results.Count - counts[ConformanceOutcome.OutOfScope].Count()} in scope: " +
            $"{counts[ConformanceOutcome.Passed].Count()} passed, " +
            $"{counts[ConformanceOutcome.AsOnnxRuntime].Count()} as ONNX Runtime and not as the standard, {counts[ConformanceOutcome.Refused].Count()} refused by name, " +
            $"{counts[ConformanceOutcome.Wrong].Count()} wrong");
        return Task.FromResult(counts[ConformanceOutcome.Wrong].Any() || !counts[ConformanceOutcome.Passed].Any() ? 1 : 0);
    }
}
