using Lana.Modules;
using static TorchSharp.torch;

namespace Lana.Measuring;

/// <summary>A fused module with its input in place, run by torch on the processor.</summary>
internal sealed class TorchRun : ITimedRun
{
    private readonly LanaModule _module;
    private readonly Tensor _input;

    public TorchRun(LatencySubject subject, Definition definition, int batch)
    {
        using var gradients = no_grad();
        using var trained = definition.Build(subject.Input);
        _module = trained.Fuse();
        IsWhole = subject.IsWhole;
        using var numbers = linspace(-1.0, 1.0, batch * subject.Input.Count);
        _input = numbers.reshape(subject.Input.WithBatch(batch));
    }

    public bool IsWhole { get; }

    public void Run()
    {
        using var gradients = no_grad();
        using var output = _module.Run(_input, RunMode.Evaluate);
    }

    public void Dispose()
    {
        _module.Dispose();
        _input.Dispose();
    }
}
