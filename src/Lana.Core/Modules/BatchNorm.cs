using Lana.Kernels;
using Lana.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>The five tensors of a batch norm, and what is done with them.</summary>
internal sealed class BatchNorm
{
    // PyTorch's default: the running statistics move a tenth of the way at each step.
    private const double Momentum = 0.1;

    private readonly string _name;
    private readonly double _epsilon;
    private readonly Weight _scale;
    private readonly Weight _shift;
    private readonly Weight _mean;
    private readonly Weight _variance;
    private readonly Weight _steps;

    private BatchNorm(
        string name, double epsilon, Weight scale, Weight shift, Weight mean, Weight variance, Weight steps)
    {
        _name = name;
        _epsilon = epsilon;
        (_scale, _shift) = (scale, shift);
        (_mean, _variance, _steps) = (mean, variance, steps);
    }

    public IEnumerable<Weight> Weights => [_scale, _shift, _mean, _variance, _steps];

    public OutputGain Gain => new(_scale, _shift);

    public static BatchNorm Create(string name, int channels, double epsilon, double scale = 1.0)
    {
        using Scalar value = (float)scale;
        return new BatchNorm(
            name,
            epsilon,
            Weight.Parameter($"{name}.weight", full([channels], value)),
            Weight.Parameter($"{name}.bias", zeros([channels])),
            Weight.Buffer($"{name}.running_mean", zeros([channels])),
            Weight.Buffer($"{name}.running_var", ones([channels])),
            Weight.Buffer($"{name}.num_batches_tracked", zeros([], int64)));
    }

    public BatchNorm Copy() => new(
        _name, _epsilon, _scale.Copy(), _shift.Copy(), _mean.Copy(), _variance.Copy(), _steps.Copy());

    public Tensor Run(Tensor input, RunMode mode)
    {
        if (mode == RunMode.BatchStatistics)
        {
            return nn.functional.batch_norm(input, null, null, _scale.Value, _shift.Value, true, Momentum, _epsilon);
        }

        var momentum = mode == RunMode.Evaluate ? Momentum : CountBatch(input, mode);
        return nn.functional.batch_norm(
            input, _mean.Value, _variance.Value, _scale.Value, _shift.Value, mode != RunMode.Evaluate, momentum, _epsilon);
    }

    private double CountBatch(Tensor input, RunMode mode)
    {
        if (input.numel() == input.size(1))
        {
            throw new ArgumentException(
                $"Batch norm '{_name}' cannot train on one value per channel, got " +
                $"[{string.Join(", ", input.shape)}]: use a larger batch.");
        }

        Elementwise.Increment(_steps.Value);
        return mode == RunMode.Train ? Momentum : 1.0 / _steps.Value.item<long>();
    }

    /// <summary>Folds the norm into the convolution before it, in float64.</summary>
    public (Tensor Weight, Tensor Bias) Fold(Tensor weight, Tensor? bias)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using Scalar epsilon = _epsilon;
        var factor = _scale.Value.to(float64) / _variance.Value.to(float64).add(epsilon, Elementwise.One).sqrt();
        var offset = bias is null ? -_mean.Value.to(float64) : bias.to(float64) - _mean.Value.to(float64);
        var folded = (weight.to(float64) * factor.view(-1, 1, 1, 1)).to(float32);
        var shift = _shift.Value.to(float64).add(offset * factor, Elementwise.One).to(float32);
        return (folded.MoveToOuterDisposeScope(), shift.MoveToOuterDisposeScope());
    }

    public OnnxValue Emit(OnnxGraph graph, OnnxValue input) => graph.Add(
        "BatchNormalization",
        input.Shape,
        [
            input,
            graph.Constant(_scale.Name, _scale.Value),
            graph.Constant(_shift.Name, _shift.Value),
            graph.Constant(_mean.Name, _mean.Value),
            graph.Constant(_variance.Name, _variance.Value),
        ],
        ("epsilon", (float)_epsilon));
}
