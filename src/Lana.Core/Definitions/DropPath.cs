using Lana.Modules;

namespace Lana.Definitions;

/// <summary>Stochastic depth: in training, drops a residual branch for some images and scales the others up.</summary>
/// <param name="Rate">The probability for one image, in [0, 1).</param>
/// <remarks>Huang et al. 2016 (arXiv 1603.09382). Ends a residual's body; acts in <see cref="RunMode.Train"/> on
/// torch's default generator, repeatable by <c>torch.random.manual_seed</c>.</remarks>
public sealed record DropPath(double Rate) : Definition
{
    /// <summary>The probability for one image, in [0, 1).</summary>
    /// <exception cref="ArgumentException">The rate is outside [0, 1).</exception>
    public double Rate { get; init => field = DropBlock.Check(value, "drop path"); } = DropBlock.Check(Rate, "drop path");

    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input);

    internal override Block Create(FeatureShape input, Initializer initializer) => new DropPathBlock(Rate);
}

internal sealed class DropPathBlock(double rate) : DropBlock(rate)
{
    // Dropout of one number per image results in 0 or 1 / (1 - rate).
    protected override Tensor Drop(Tensor input, double rate)
    {
        using var one = ones([input.shape[0], 1, 1, 1], dtype: input.dtype, device: input.device);
        using var kept = nn.functional.dropout(one, rate, training: true);
        return input.mul(kept);
    }
}
