using Lana.Modules;

namespace Lana.Definitions;

/// <summary>In training, sets values to zero with a given probability and scales the others up; otherwise does
/// nothing.</summary>
/// <param name="Rate">The probability, in [0, 1).</param>
/// <remarks>Srivastava et al. 2014. Acts only in <see cref="RunMode.Train"/> and draws from torch's default generator:
/// after <c>torch.random.manual_seed</c> the same run drops the same values.</remarks>
public sealed record Dropout(double Rate) : Definition
{
    /// <summary>The probability, in [0, 1).</summary>
    /// <exception cref="ArgumentException">The rate is outside [0, 1).</exception>
    public double Rate { get; init => field = DropBlock.Check(value, "dropout"); } = DropBlock.Check(Rate, "dropout");

    /// <summary>True to drop whole channels of an image, as PyTorch's <c>Dropout2d</c> does.</summary>
    /// <value>Default false: each value is dropped independently.</value>
    public bool WholeChannels { get; init; }

    internal override ModelCost Measure(FeatureShape input) => ModelCost.Kept(input);

    internal override Block Create(FeatureShape input, Initializer initializer) => new DropoutBlock(Rate, WholeChannels);
}

internal sealed class DropoutBlock(double rate, bool wholeChannels) : DropBlock(rate)
{
    protected override Tensor Drop(Tensor input, double rate) => wholeChannels
        ? nn.functional.dropout2d(input, rate, training: true)
        : nn.functional.dropout(input, rate, training: true);
}
