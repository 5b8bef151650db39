using Lana.Onnx;

namespace Lana.Modules;

/// <summary>A built definition: the weights of one record, and the methods that run, fuse and export it.</summary>
internal abstract class Block : IDisposable
{
    /// <summary>The blocks inside this block, in the order of execution.</summary>
    public virtual IReadOnlyList<Block> Children => [];

    /// <summary>This block and all blocks inside it, in the order of execution.</summary>
    public IEnumerable<Block> All => [this, .. Children.SelectMany(child => child.All)];

    /// <summary>True if the result is the input itself under another handle, and must not be written to.</summary>
    public virtual bool PassesThrough => false;

    /// <summary>True if <see cref="RunMode.Train"/> draws from torch's default generator.</summary>
    public virtual bool DrawsRandomNumbers => Children.Any(child => child.DrawsRandomNumbers);

    /// <summary>The weights in PyTorch's order: module by module, parameters then buffers.</summary>
    public virtual IEnumerable<Weight> Weights => Children.SelectMany(child => child.Weights);

    /// <summary>The gains whose sum is the result; empty for other endings of the block.</summary>
    public virtual IReadOnlyList<OutputGain> Gains => [];

    /// <summary>Runs the block; the result has its own memory unless <see cref="PassesThrough"/>.</summary>
    public abstract Tensor Run(Tensor input, RunMode mode);

    /// <summary>Creates the inference form: norms folded, branches merged. Shares no weight with this block.</summary>
    public abstract Block Fuse();

    public abstract OnnxValue Emit(OnnxGraph graph, OnnxValue input);

    public void Dispose()
    {
        foreach (var weight in Weights)
        {
            weight.Value.Dispose();
        }
    }
}
