using Lana.Onnx;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Stochastic depth: in training, drops a whole residual branch for some images and divides the others by what
/// is left; else nothing.</summary>
/// <param name="Rate">The probability for one image, in [0, 1).</param>
/// <remarks>Huang et al. 2016 (arXiv 1603.09382); stands at the end of the body of a <see cref="Residual"/>. Acts in
/// <see cref="RunMode.Train"/> alone and draws from torch's default generator: after <c>torch.random.manual_seed</c>
/// the same run drops the same branches.</remarks>
public sealed record DropPath(double Rate) : Definition
{
    /// <summary>The probability for one image, in [0, 1).</summary>
    /// <exception cref="ArgumentException">The rate is outside [0, 1).</exception>
    public double Rate { get; init => field = DropRate.Check(value, "drop path"); } = DropRate.Check(Rate, "drop path");

    internal override Price Measure(FeatureShape input) =>
        Modules.Price.Free(input) with { ActivationBytes = input.Count * sizeof(float) };

    internal override Block Create(FeatureShape input, Initializer initializer) => new DropPathBlock(Rate);
}

internal sealed class DropPathBlock(double rate) : Block
{
    public override bool PassesThrough => true;

    public override Tensor Run(Tensor input, RunMode mode)
    {
        if (mode != RunMode.Train || rate <= 0.0)
        {
            return input.alias();
        }

        // Dropout of one number per image gives 0 or 1 / (1 - rate).
        using var one = ones([input.shape[0], 1, 1, 1], device: input.device);
        using var kept = nn.functional.dropout(one, rate, training: true);
        return input.mul(kept);
    }

    public override Block Fuse() => new ChainBlock([]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => input;
}
