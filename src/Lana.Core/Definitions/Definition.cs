using Lana.Modules;
using Lana.Native;

namespace Lana.Definitions;

/// <summary>The definition of a part of a network, without tensors: an immutable tree of records.</summary>
/// <remarks>A definition has three uses: <see cref="Cost(FeatureShape)"/> computes its cost, <see cref="Build"/>
/// creates the module that runs and trains, and the module is exported to ONNX. Every teacher and every candidate
/// operation is a composition of these records, so none of them has a forward method of its own.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Chain), "chain")]
[JsonDerivedType(typeof(Residual), "residual")]
[JsonDerivedType(typeof(Gate), "gate")]
[JsonDerivedType(typeof(Graph), "graph")]
[JsonDerivedType(typeof(Sum), "sum")]
[JsonDerivedType(typeof(Conv), "conv")]
[JsonDerivedType(typeof(Linear), "linear")]
[JsonDerivedType(typeof(Norm), "norm")]
[JsonDerivedType(typeof(GlobalPool), "global_pool")]
[JsonDerivedType(typeof(Activate), "activate")]
[JsonDerivedType(typeof(RepConv), "rep_conv")]
[JsonDerivedType(typeof(Concat), "concat")]
[JsonDerivedType(typeof(Slice), "slice")]
[JsonDerivedType(typeof(ChannelShuffle), "channel_shuffle")]
[JsonDerivedType(typeof(ChannelNorm), "channel_norm")]
[JsonDerivedType(typeof(ChannelPool), "channel_pool")]
[JsonDerivedType(typeof(ChannelConv), "channel_conv")]
[JsonDerivedType(typeof(MeanMaxPool), "mean_max_pool")]
[JsonDerivedType(typeof(PositionEmbedding), "position_embedding")]
[JsonDerivedType(typeof(Attention), "attention")]
[JsonDerivedType(typeof(LambdaContext), "lambda")]
[JsonDerivedType(typeof(Pool), "pool")]
[JsonDerivedType(typeof(SplitAttention), "split_attention")]
[JsonDerivedType(typeof(ChannelPad), "channel_pad")]
[JsonDerivedType(typeof(Dropout), "dropout")]
[JsonDerivedType(typeof(DropPath), "drop_path")]
[JsonDerivedType(typeof(LeakyRelu), "leaky_relu")]
[JsonDerivedType(typeof(Elu), "elu")]
[JsonDerivedType(typeof(Clip), "clip")]
[JsonDerivedType(typeof(PRelu), "prelu")]
[JsonDerivedType(typeof(LogSoftmax), "log_softmax")]
[JsonDerivedType(typeof(Pad), "pad")]
[JsonDerivedType(typeof(Flatten), "flatten")]
[JsonDerivedType(typeof(AdaptivePool), "adaptive_pool")]
public abstract record Definition
{
    private protected Definition()
    {
    }

    /// <summary>Computes the cost of this definition for an input; creates no tensor.</summary>
    /// <param name="input">The shape of the input, [C, H, W].</param>
    /// <returns>Output shape, parameters, multiply-accumulates and bytes.</returns>
    /// <exception cref="ArgumentException">A part, which the message names, cannot take this shape.</exception>
    public ModelCost Cost(FeatureShape input)
    {
        if (!input.IsValid)
        {
            throw new ArgumentException(
                $"A feature shape has positive dimensions and fewer than 2³¹ positions; got {input}.", nameof(input));
        }

        try
        {
            return Measure(input);
        }
        catch (OverflowException exception)
        {
            throw new ArgumentException(
                $"The definition is too large to count for a feature of shape {input}.", exception);
        }
    }

    /// <summary>Creates a module that runs, initialised and ready to train.</summary>
    /// <param name="input">The shape of the input, [C, H, W].</param>
    /// <param name="seed">The seed of all initial weights.</param>
    /// <returns>A module that the caller disposes.</returns>
    /// <exception cref="ArgumentException">A part cannot take this shape, or two weights have the same name.</exception>
    /// <exception cref="TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public LanaModule Build(FeatureShape input, ulong seed = 0) => LanaModule.Create(this, input, seed);

    /// <summary>Writes the definition as JSON: equal definitions give equal texts.</summary>
    /// <returns>Compact JSON with a <c>kind</c> for each part.</returns>
    /// <exception cref="ArgumentException">A name has more than 256 characters.</exception>
    public string ToJson() => JsonSerializer.Serialize(this, DefinitionJson.Options);

    // JSON can contain nulls where the compiler does not allow any.
    private protected static ImmutableArray<Definition> Complete(ImmutableArray<Definition> parts) =>
        parts.IsDefault || parts.Contains(null!)
            ? throw new ArgumentException("A part of the definition is null.", nameof(parts))
            : parts;

    private protected static Definition Given(Definition body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return body;
    }

    internal abstract ModelCost Measure(FeatureShape input);

    internal abstract Block Create(FeatureShape input, Initializer initializer);
}
