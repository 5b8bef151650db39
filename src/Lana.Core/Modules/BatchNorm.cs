using Lana.Kernels;
using Lana.Onnx;
using TorchSharp;

namespace Lana.Modules;

/// <summary>The five tensors of a batch norm, and the functions that use them.</summary>
internal sealed class BatchNorm(
    string name, double epsilon, Weight scale, Weight shift, Weight mean, Weight variance, Weight steps)
{
    // PyTorch's default: the running statistics move a tenth of the way at each step.
    private const double Momentum = 0.1;

    public IEnumerable<Weight> Weights => [scale, shift, mean, variance, steps];

    public OutputGain Gain => new(scale, shift);

    public static BatchNorm Create(string name, int channels, double epsilon, double initialScale = 1.0)
    {
        using Scalar value = (float)initialScale;
        return new BatchNorm(
            name,
            epsilon,
            Weight.Parameter($"{name}.weight", full([channels], value, dtype: float32)),
            Weight.Parameter($"{name}.bias", zeros([channels], dtype: float32)),
            Weight.Buffer($"{name}.running_mean", zeros([channels], dtype: float32)),
            Weight.Buffer($"{name}.running_var", ones([channels], dtype: float32)),
            Weight.Buffer($"{name}.num_batches_tracked", zeros([], dtype: int64)));
    }

    public BatchNorm Copy() => new(
        name, epsilon, scale.Copy(), shift.Copy(), mean.Copy(), variance.Copy(), steps.Copy());

    /// <summary>Sets scale, shift and running statistics.</summary>
    public void Set(Tensor newScale, Tensor newShift, Tensor newMean, Tensor newVariance)
    {
        scale.Value.copy_(newScale);
        shift.Value.copy_(newShift);
        mean.Value.copy_(newMean);
        variance.Value.copy_(newVariance);
    }

    /// <summary>Sets running statistics, and scale and shift such that the norm adds a bias and changes nothing else.</summary>
    /// <param name="newMean">The mean of each channel.</param>
    /// <param name="newVariance">The variance of each channel.</param>
    /// <param name="bias">What it adds to each channel.</param>
    public void SetToBias(Tensor newMean, Tensor newVariance, Tensor bias)
    {
        using var scope = NewDisposeScope();
        using Scalar added = epsilon;
        Set(newVariance.add(added, Elementwise.One).sqrt(), newMean.add(bias, Elementwise.One), newMean, newVariance);
    }

    public Tensor Run(Tensor input, RunMode mode)
    {
        if (mode == RunMode.BatchStatistics)
        {
            return nn.functional.batch_norm(input, null, null, scale.Value, shift.Value, true, Momentum, epsilon);
        }

        var momentum = mode == RunMode.Evaluate ? Momentum : CountBatch(input, mode);
        return nn.functional.batch_norm(
            input, mean.Value, variance.Value, scale.Value, shift.Value, mode != RunMode.Evaluate, momentum, epsilon);
    }

    private double CountBatch(Tensor input, RunMode mode)
    {
        if (input.numel() == input.size(1))
        {
            throw new ArgumentException(
                $"Batch norm '{name}' cannot train on one value per channel, got " +
                $"[{string.Join(", ", input.shape)}]: use a larger batch.");
        }

        Elementwise.Increment(steps.Value);
        return mode == RunMode.Train ? Momentum : 1.0 / steps.Value.item<long>();
    }

    /// <summary>Folds the norm into the convolution before it, in float64.</summary>
    public (Tensor Weight, Tensor Bias) Fold(Tensor weight, Tensor? bias)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using Scalar added = epsilon;
        var factor = scale.Value.to(float64) / variance.Value.to(float64).add(added, Elementwise.One).sqrt();
        var offset = bias is null ? -mean.Value.to(float64) : bias.to(float64) - mean.Value.to(float64);
        var folded = (weight.to(float64) * factor.view(-1, 1, 1, 1)).to(float32);
        var moved = shift.Value.to(float64).add(offset * factor, Elementwise.One).to(float32);
        return (folded.MoveToOuterDisposeScope(), moved.MoveToOuterDisposeScope());
    }

    public OnnxValue Emit(OnnxGraph graph, OnnxValue input) => graph.Add(
        "BatchNormalization",
        input.Shape,
        [
            input,
            graph.Constant(scale.Name, scale.Value),
            graph.Constant(shift.Name, shift.Value),
            graph.Constant(mean.Name, mean.Value),
            graph.Constant(variance.Name, variance.Value),
        ],
        ("epsilon", (float)epsilon));
}
