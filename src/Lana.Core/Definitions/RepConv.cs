using Lana.Kernels;
using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>A convolution that trains as a sum of branches with norms and is exported as one kernel.</summary>
/// <param name="Name">The prefix of its weights, for example <c>block1</c>.</param>
/// <param name="Out">Output channels, at least 1.</param>
/// <param name="Kernel">The side of the large kernel, odd.</param>
/// <remarks>RepVGG (Ding et al. 2021): a k×k kernel, a 1×1 kernel and, if the shape is kept, the identity, each with a
/// batch norm. MobileOne (Vasu et al. 2023) uses several k×k branches and a depthwise form. All are linear, so
/// <see cref="LanaModule.Fuse"/> merges them exactly up to rounding: within 1e-4 of the output's largest
/// value.</remarks>
public sealed record RepConv(string Name, int Out, int Kernel) : Definition
{
    /// <summary>The stride in both directions.</summary>
    /// <value>Default 1.</value>
    public int Stride { get; init; } = 1;

    /// <summary>The number of groups of channels that are convolved separately; as many groups as channels make it
    /// depthwise.</summary>
    /// <value>Default 1; must divide the input and the output channels.</value>
    public int Groups { get; init; } = 1;

    /// <summary>The number of k×k branches.</summary>
    /// <value>Default 1, as in RepVGG; at least 1.</value>
    public int Branches { get; init; } = 1;

    /// <summary>The function after the sum.</summary>
    /// <value>Default <see cref="Activation.None"/>.</value>
    public Activation Activation { get; init; }

    /// <summary>The merged convolution that is exported.</summary>
    internal Conv Merged =>
        new(Name, Out, Kernel) { Stride = Stride, Groups = Groups, Bias = true, Activation = Activation };

    internal override ModelCost Measure(FeatureShape input)
    {
        if (Branches < 1)
        {
            throw new ArgumentException($"'{Name}' has {Branches} branches; it needs at least 1.");
        }

        var merged = Merged.Measure(input);
        var branches = Convolutions().Select(branch => branch.Measure(input)).ToList();
        var identity = KeepsShape(input) ? new Norm(Name).Measure(input) : ModelCost.Free(input);
        return merged with
        {
            Parameters = branches.Sum(branch => branch.Parameters) + identity.Parameters,
            ActivationBytes = branches.Sum(branch => branch.ActivationBytes) + identity.ActivationBytes
                + merged.ActivationBytes,
        };
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new RepConvBlock(
        this,
        [.. Convolutions().Select(branch => (ConvBlock)branch.Create(input, initializer))],
        KeepsShape(input) ? BatchNorm.Create($"{Name}.identity", Out, 1e-5) : null);

    private IEnumerable<Conv> Convolutions() => Enumerable.Range(0, Branches)
        .Select(index => Branch($"{Name}.conv_kxk.{index}", Kernel))
        .Append(Branch($"{Name}.conv_scale", 1));

    private Conv Branch(string name, int kernel) =>
        new($"{name}.conv", Out, kernel) { Stride = Stride, Groups = Groups, Norm = $"{name}.bn" };

    private bool KeepsShape(FeatureShape input) => Stride == 1 && input.Channels == Out;
}

internal sealed class RepConvBlock(RepConv conv, IReadOnlyList<ConvBlock> branches, BatchNorm? identity) : Block
{
    private readonly SumBlock _sum = new(identity is null
        ? branches
        : [.. branches, new NormBlock(identity, Activation.None)]);

    public override IReadOnlyList<Block> Children => _sum.Children;

    public SumBlock Sum => _sum;

    public bool IsLinear => conv.Activation == Activation.None;

    public override IReadOnlyList<OutputGain> Gains => conv.Activation == Activation.None ? _sum.Gains : [];

    public override Tensor Run(Tensor input, RunMode mode) => conv.Activation.Consume(_sum.Run(input, mode));

    public override Block Fuse()
    {
        using var scope = NewDisposeScope();
        var terms = branches.Select(branch => branch.Fold()).ToList();
        if (identity is not null)
        {
            terms.Add(identity.Fold(IdentityKernel(), null));
        }

        var weight =
            terms.Select(term => Centred(term.Weight)).Aggregate((sum, term) => sum.add(term, Elementwise.One));
        var bias = terms.Select(term => term.Bias!).Aggregate((sum, term) => sum.add(term, Elementwise.One));
        return new ConvBlock(
            conv.Merged,
            Weight.Parameter($"{conv.Name}.weight", weight.MoveToOuterDisposeScope()),
            Weight.Parameter($"{conv.Name}.bias", bias.MoveToOuterDisposeScope()),
            norm: null);
    }

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        using var fused = Fuse();
        return fused.Emit(graph, input);
    }

    // [C, C / groups, 1, 1]: each output channel copies its own input channel, counted from the beginning of its group.
    private Tensor IdentityKernel()
    {
        var perGroup = conv.Out / conv.Groups;
        return eye(perGroup, dtype: float32).repeat(conv.Groups, 1).view(conv.Out, perGroup, 1, 1);
    }

    // A 1×1 kernel in the middle of a k×k one.
    private Tensor Centred(Tensor kernel)
    {
        var border = (conv.Kernel - kernel.size(2)) / 2;
        return border == 0 ? kernel : nn.functional.pad(kernel, [border, border, border, border]);
    }
}
