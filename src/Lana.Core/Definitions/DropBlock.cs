using Lana.Modules;
using Lana.Onnx;

namespace Lana.Definitions;

/// <summary>What drops values in training and does nothing otherwise: it fuses and ships as nothing.</summary>
internal abstract class DropBlock(double rate) : Block
{
    public override bool PassesThrough => true;

    public override bool DrawsRandomNumbers => rate > 0.0;

    public static double Check(double rate, string what) => rate is >= 0.0 and < 1.0
        ? rate
        : throw new ArgumentException($"The rate of {what} lies in [0, 1); got {rate}.");

    public override Tensor Run(Tensor input, RunMode mode) =>
        mode == RunMode.Train && rate > 0.0 ? Drop(input, rate) : input.alias();

    public override Block Fuse() => new ChainBlock([]);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input) => input;

    /// <summary>A new tensor with some values dropped and the others divided by what is left.</summary>
    protected abstract Tensor Drop(Tensor input, double rate);
}
