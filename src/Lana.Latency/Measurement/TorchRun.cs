using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Measurement;

/// <summary>Fused modules in sequence, with their input in place, run by torch on the processor.</summary>
internal sealed class TorchRun : ITimedRun
{
    private readonly IReadOnlyList<LanaModule> _modules;
    private readonly Tensor _input;

    public TorchRun(LatencySubject subject, Definition definition, int batch)
    {
        using var gradients = no_grad();
        _modules = [.. Build(definition, subject.Input)];
        IsWhole = subject.IsWhole;
        using var numbers = linspace(-1.0, 1.0, batch * subject.Input.Count, dtype: float32);
        _input = numbers.reshape(subject.Input.WithBatch(batch));
    }

    public bool IsWhole { get; }

    public void Run()
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var value = _input;
        foreach (var module in _modules)
        {
            value = module.Run(value, RunMode.Evaluate);
        }
    }

    public void Dispose()
    {
        foreach (var module in _modules)
        {
            module.Dispose();
        }

        _input.Dispose();
    }

    // Part by part: the layers of a network use the same names for their weights.
    private static IEnumerable<LanaModule> Build(Definition definition, FeatureShape input)
    {
        foreach (var part in definition is Chain chain ? [.. chain.Parts] : new[] { definition })
        {
            using var trained = part.Build(input);
            input = trained.Cost.Output;
            yield return trained.Fuse();
        }
    }
}
