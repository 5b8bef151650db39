using Lana.Onnx;

namespace Lana.Operators;

/// <summary>A function of one or several tensors of any rank, as used between the layers of a network.</summary>
/// <remarks>Each tensor has the batch as its first axis; shapes are those of one example.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Arithmetic), "arithmetic")]
[JsonDerivedType(typeof(BatchNormalization), "batch_normalization")]
[JsonDerivedType(typeof(Clamp), "clamp")]
[JsonDerivedType(typeof(Concatenate), "concatenate")]
[JsonDerivedType(typeof(ConvTranspose), "conv_transpose")]
[JsonDerivedType(typeof(DepthToSpace), "depth_to_space")]
[JsonDerivedType(typeof(Gather), "gather")]
[JsonDerivedType(typeof(GroupNormalization), "group_normalization")]
[JsonDerivedType(typeof(InstanceNormalization), "instance_normalization")]
[JsonDerivedType(typeof(LayerNormalization), "layer_normalization")]
[JsonDerivedType(typeof(MatMul), "mat_mul")]
[JsonDerivedType(typeof(PadAxes), "pad_axes")]
[JsonDerivedType(typeof(ParametricRelu), "parametric_relu")]
[JsonDerivedType(typeof(Reduce), "reduce")]
[JsonDerivedType(typeof(Reshape), "reshape")]
[JsonDerivedType(typeof(Resize), "resize")]
[JsonDerivedType(typeof(Softmax), "softmax")]
[JsonDerivedType(typeof(SpaceToDepth), "space_to_depth")]
[JsonDerivedType(typeof(StridedSlice), "strided_slice")]
[JsonDerivedType(typeof(Tile), "tile")]
[JsonDerivedType(typeof(Transpose), "transpose")]
[JsonDerivedType(typeof(Unary), "unary")]
[JsonDerivedType(typeof(WindowPool), "window_pool")]
public abstract record TensorOperator
{
    private protected TensorOperator()
    {
    }

    /// <summary>The constant tensors of the operator. Fine-tuning changes them, except the buffers.</summary>
    internal virtual ImmutableArray<OperatorWeight> Weights => [];

    /// <summary>The number of weights, counted from the last one, that are buffers: fine-tuning does not change
    /// them.</summary>
    internal virtual int BufferCount => 0;

    /// <summary>The shape of the result.</summary>
    /// <exception cref="ArgumentException">The inputs do not fit; the message has their shapes.</exception>
    internal abstract TensorShape Infer(ReadOnlySpan<TensorShape> inputs);

    /// <summary>The multiply-accumulates for one example.</summary>
    internal virtual long CountMacs(ReadOnlySpan<TensorShape> inputs) => 0;

    /// <summary>Computes the result: a new tensor or a view, never an input itself.</summary>
    internal abstract Tensor Run(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> weights);

    /// <summary>Writes the nodes that compute it.</summary>
    /// <param name="graph">Receives the nodes.</param>
    /// <param name="inputs">The names of the inputs, each of exactly its rank.</param>
    /// <param name="shapes">The shapes of the inputs.</param>
    /// <param name="weights">The names of the weights, which are already in the graph.</param>
    /// <returns>The name of the result.</returns>
    internal abstract string Emit(OnnxGraph graph, ReadOnlySpan<string> inputs, ReadOnlySpan<TensorShape> shapes, ReadOnlySpan<string> weights);
}
