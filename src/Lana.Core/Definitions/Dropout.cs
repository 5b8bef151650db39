using Lana.Modules;

namespace Lana.Definitions;

/// <summary>In training, sets values to zero with some probability and scales the others up; else nothing.</summary>
/// <param name="Rate">The probability, in [0, 1).</param>
/// <remarks>Srivastava et al. 2014. Acts in <see cref="RunMode.Train"/> alone and draws from torch's default generator:
/// after <c>torch.random.manual_seed</c> the same run drops the same values.</remarks>
public sealed record Dropout(double Rate) : Definition
{
    /// <summary>The probability, in [0, 1).</summary>
    /// <exception cref="ArgumentException">The rate is outside [0, 1).</exception>
    public double Rate { get; init => field = DropBlock.Check(value, "dropout"); } = DropBlock.Check(Rate, "dropout");

    /// <summary>Whether whole channels of an image are dropped, PyTorch's <c>Dropout2d</c>.</summary>
    /// <value>Default false: each value on its own.</value>
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
