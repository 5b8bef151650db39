using Lana.Modules;
using Lana.Onnx;
using TorchSharp;

namespace Lana.Definitions;

/// <summary>Adds rows and columns around a map: [C, H, W] becomes [C, top + H + bottom, left + W + right].</summary>
/// <param name="Top">Rows before the map, at least 0.</param>
/// <param name="Left">Columns before the map, at least 0.</param>
/// <param name="Bottom">Rows after the map, at least 0.</param>
/// <param name="Right">Columns after the map, at least 0.</param>
public sealed record Pad(int Top, int Left, int Bottom, int Right) : Definition
{
    /// <summary>The values of the added rows and columns.</summary>
    /// <value>Default <see cref="PadMode.Constant"/>.</value>
    public PadMode Mode { get; init; }

    /// <summary>The value of <see cref="PadMode.Constant"/>.</summary>
    /// <value>Default 0.</value>
    public double Value { get; init; }

    internal override ModelCost Measure(FeatureShape input)
    {
        if (Math.Min(Math.Min(Top, Left), Math.Min(Bottom, Right)) < 0)
        {
            throw new ArgumentException($"A map is padded by at least 0 places; got {this}.");
        }

        if (Mode == PadMode.Reflect
            && (Math.Max(Top, Bottom) >= input.Height || Math.Max(Left, Right) >= input.Width))
        {
            throw new ArgumentException($"A reflection needs more rows and columns than it adds; got {this} for {input}.");
        }

        var output = input with
        {
            Height = checked(Top + input.Height + Bottom),
            Width = checked(Left + input.Width + Right),
        };
        return ModelCost.Kept(output);
    }

    internal override Block Create(FeatureShape input, Initializer initializer) => new PadBlock(this);
}

internal sealed class PadBlock(Pad pad) : StatelessBlock
{
    private PaddingModes TorchMode => pad.Mode switch
    {
        PadMode.Reflect => PaddingModes.Reflect,
        PadMode.Edge => PaddingModes.Replicate,
        _ => PaddingModes.Constant,
    };

    public override Tensor Run(Tensor input, RunMode mode) =>
        nn.functional.pad(input, [pad.Left, pad.Right, pad.Top, pad.Bottom], TorchMode, pad.Value);

    public override OnnxValue Emit(OnnxGraph graph, OnnxValue input)
    {
        var output = pad.Measure(input.Shape).Output;
        long[] sides = [0, 0, pad.Top, pad.Left, 0, 0, pad.Bottom, pad.Right];
        var pads = graph.Constant($"pads_{string.Join('_', sides)}", sides);
        return pad.Mode == PadMode.Constant
            ? graph.Add("Pad", output, [input, pads, graph.Number((float)pad.Value)])
            : graph.Add("Pad", output, [input, pads], ("mode", pad.Mode == PadMode.Reflect ? "reflect" : "edge"));
    }
}
