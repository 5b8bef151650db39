using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>Drops values in training and does nothing otherwise: it is absent from the fused and the exported form.</summary>
internal abstract class DropBlock(double rate) : Block
{
    public override bool PassesThrough => true;

    public override bool DrawsRandomNumbers => rate > 0.0;

    public static double Check(double rate, string what) => rate is >= 0.0 and < 1.0
        ? rate
        : throw new ArgumentException($"The rate of {what} must be in [0, 1); got {rate}.");

    public override Tensor Run(Tensor input, RunMode mode) =>
        mode == RunMode.Train && rate > 0.0 ? Drop(input, rate) : input.alias();

    public override Block Fuse() => new ChainBlock([]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => input;

    /// <summary>Returns a new tensor with some values dropped and the others divided by the share that is kept.</summary>
    protected abstract Tensor Drop(Tensor input, double rate);
}
