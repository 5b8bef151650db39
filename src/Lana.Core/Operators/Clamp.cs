using Lana.Onnx;
using TorchSharp;

namespace Lana.Operators;

/// <summary>Limits each number of a tensor of any rank: min(max(x, <see cref="Min"/>), <see cref="Max"/>).</summary>
public sealed record Clamp : TensorOperator
{
    /// <summary>The lowest value, finite.</summary>
    /// <value><see langword="null"/> by default: no lower limit.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double? Min { get; init => field = OperatorGuard.Finite(value, nameof(Min)); }

    /// <summary>The highest value, finite and at least <see cref="Min"/>.</summary>
    /// <value><see langword="null"/> by default: no upper limit.</value>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public double? Max { get; init => field = OperatorGuard.Finite(value, nameof(Max)); }

    internal override TensorShape Infer(ReadOnlySpan<TensorShape> inputs) =>
        Min > Max || (Min is null && Max is null)
            ? throw new ArgumentException($"A clamp has a limit, and two are ordered; got {Min} and {Max}.", nameof(inputs))
            : OperatorGuard.Single("A clamp", inputs);

    internal override Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights)
    {
        using Scalar min = Min ?? 0.0;
        using Scalar max = Max ?? 0.0;
        return Max is null ? inputs[0].clamp_min(min)
            : Min is null ? inputs[0].clamp_max(max)
            : inputs[0].clamp(min, max);
    }

    internal override string Emit(
        OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights)
    {
        var min = Min is { } lowest ? graph.Scalar(lowest) : "";
        return Max is { } highest
            ? graph.AddNode("Clip", [inputs[0], min, graph.Scalar(highest)])
            : graph.AddNode("Clip", [inputs[0], min]);
    }
}
