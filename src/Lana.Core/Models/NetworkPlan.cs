using Lana.Definitions;
using Lana.Networks;

namespace Lana.Models;

/// <summary>Options with every default filled in, and the rules of scaling that all families share.</summary>
internal sealed record NetworkPlan(
    string Name,
    FeatureShape Input,
    int Classes,
    int StemStride,
    double Width,
    double Depth,
    double DropoutRate,
    double DropPathRate,
    double? NormEpsilon)
{
    /// <summary>Returns this plan if every number is in its range.</summary>
    public NetworkPlan Checked()
    {
        if (!(Width > 0.0) || !(Depth > 0.0) || !double.IsFinite(Width + Depth))
        {
            throw new ArgumentException($"'{Name}': width {Width} and depth {Depth} must be positive and finite.");
        }

        if (!Input.IsValid || Classes < 1)
        {
            throw new ArgumentException(
                $"'{Name}': resolution {Input.Height}×{Input.Width}, input channels {Input.Channels} and classes {Classes} must be " +
                "at least 1.");
        }

        if (StemStride is not (1 or 2))
        {
            throw new ArgumentException($"'{Name}': the stem's stride is 1 or 2; got {StemStride}.");
        }

        if (NormEpsilon is { } epsilon && !(epsilon > 0.0 && double.IsFinite(epsilon)))
        {
            throw new ArgumentException($"'{Name}': the epsilon of batch norms is positive; got {epsilon}.");
        }

        DropBlock.Check(DropoutRate, nameof(NetworkOptions.DropoutRate));
        DropBlock.Check(DropPathRate, nameof(NetworkOptions.DropPathRate));
        return this;
    }

    /// <summary>Returns a family's style with the requested epsilon.</summary>
    public ConvStyle Styled(ConvStyle style) => style with { NormEpsilon = NormEpsilon ?? style.NormEpsilon };

    /// <summary>Returns a table's width, scaled.</summary>
    public int Channels(int channels) => Width == 1.0 ? channels : ChannelRounding.MakeDivisible(channels * Width);

    public int Repeats(int repeats) => (int)Math.Ceiling(repeats * Depth);

    /// <summary>Returns the body of a residual block with stochastic depth, at this share of the full rate.</summary>
    public Chain Dropped(Chain body, double part) => DropPathRate > 0.0 && part > 0.0
        ? new Chain(body.Parts.Add(new DropPath(DropPathRate * part)))
        : body;

    /// <summary>Returns the body of a zero-initialised residual: the scale of its last norm starts at zero.</summary>
    /// <remarks>Goyal et al. 2017, arXiv 1706.02677, section 5.1. CIFAR's ResNet-56 reached a lower accuracy with
    /// it.</remarks>
    public static Chain ZeroInitialised(Chain body) => body.WithInitialScale(0.0);

    /// <summary>Returns a zero-initialised residual block with <see cref="Dropped"/>.</summary>
    public Residual ZeroInitialisedResidual(Chain body, double part) => new(Dropped(ZeroInitialised(body), part));

    /// <summary>Returns dropout, if there is any, and the classifier.</summary>
    public Definition[] Classifier(string name) => DropoutRate > 0.0
        ? [new Dropout(DropoutRate), new Linear(name, Classes)]
        : [new Linear(name, Classes)];

    public NetworkDefinition Assemble(Definition stem, IEnumerable<LayerDefinition> layers, params Definition[] head) =>
        new(Name, Input, stem, [.. layers], new Chain(head));
}
