using Lana.Definitions;
using Lana.Kernels;
using Torch = TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Converts single standard modules to definitions, or reports why they cannot be exported.</summary>
internal static class TorchParts
{
    /// <summary>Returns the definition of a module that is a function of each value.</summary>
    /// <exception cref="UnsupportedModuleException">The module is not such a function, or has no such definition.</exception>
    public static Definition Function(string path, nn.Module leaf) => leaf switch
    {
        Torch.ReLU => new Activate(Activation.Relu),
        Torch.SiLU => new Activate(Activation.Silu),
        Torch.Sigmoid => new Activate(Activation.Sigmoid),
        Torch.ReLU6 => new Activate(Activation.Relu6),
        Torch.Hardsigmoid => new Activate(Activation.HardSigmoid),
        Torch.Hardswish => new Activate(Activation.HardSwish),
        Torch.Tanh => new Activate(Activation.Tanh),
        Torch.Mish => new Activate(Activation.Mish),
        Torch.SELU => new Activate(Activation.Selu),
        Torch.Softplus { beta: 1.0 } => new Activate(Activation.Softplus),
        Torch.Softplus => throw Unsupported(path, leaf, "only a beta of 1 is supported"),
        Torch.GELU { approximate: Torch.GELU.Approximate.none } => new Activate(Activation.Gelu),
        Torch.GELU => throw Unsupported(path, leaf, "only the exact form is supported"),
        Torch.LeakyReLU leaky => new LeakyRelu(leaky.negative_slope),
        Torch.ELU elu => new Elu(elu.alpha),
        Torch.Hardtanh => throw Unsupported(
            path, leaf, "TorchSharp 0.107 runs it as the identity; use ReLU6, or give a built Clip as a stage"),
        Torch.Softmax or Torch.Softmax2d => throw Unsupported(
            path, leaf, "training compares outputs before the softmax; remove it and apply it to the student's outputs"),
        Torch.Flatten => throw Unsupported(path, leaf, "only flattening of everything but the batch is supported"),
        _ => throw Unknown(path, leaf),
    };

    public static UnsupportedModuleException Unknown(string path, nn.Module leaf) => Unsupported(
        path, leaf, "Lana knows no such module; put standard modules into a Sequential, or compose a definition");

    public static UnsupportedModuleException Unsupported(string path, nn.Module leaf, string reason) =>
        new(path, leaf.GetType(), reason);

    public static Pool Read(Torch.MaxPool2d pool)
    {
        var kernel = SizeOf(pool.kernel_size);
        var dilation = SizeOr(pool.dilation, 1);
        return new Pool(PoolFunction.Max, kernel)
        {
            Stride = SizeOr(pool.stride, kernel),
            Dilation = dilation,
            Padding = PaddingOf(kernel, dilation, SizeOr(pool.padding, 0)),
            CeilMode = pool.ceil_mode,
        };
    }

    public static Pool Read(string path, Torch.AvgPool2d pool)
    {
        if (pool.divisor_override is not null)
        {
            throw Unsupported(path, pool, "only pools that divide by their own size are supported");
        }

        var kernel = SizeOf(pool.kernel_size);
        return new Pool(PoolFunction.Average, kernel)
        {
            Stride = SizeOr(pool.stride, kernel),
            Padding = PaddingOf(kernel, 1, SizeOr(pool.padding, 0)),
            CeilMode = pool.ceil_mode,
            CountsPadding = pool.count_include_pad,
        };
    }

    /// <summary>Returns the pool, or null if it changes nothing.</summary>
    public static Definition? Read(Torch.AdaptiveAvgPool2d pool, FeatureShape input)
    {
        var output = SizeOf(pool.output_size);
        if (output == 1)
        {
            return new GlobalPool();
        }

        return output == new SpatialSize(input.Height, input.Width) ? null : new AdaptivePool(output);
    }

    public static Pool Read(string path, Torch.AdaptiveMaxPool2d pool, FeatureShape input)
    {
        var output = SizeOf(pool.output_size);
        if (output.Min < 1 || input.Height % output.Height != 0 || input.Width % output.Width != 0)
        {
            throw Unsupported(path, pool, $"only equal windows are supported, and {output} does not divide {input}");
        }

        var window = new SpatialSize(input.Height / output.Height, input.Width / output.Width);
        return new Pool(PoolFunction.Max, window) { Stride = window, Padding = Padding.None };
    }

    public static Pad Read(string path, Torch.PadBase pad)
    {
        var (mode, value) = pad switch
        {
            Torch.ZeroPad2d => (PadMode.Constant, 0.0),
            Torch.ConstantPad2d constant => (PadMode.Constant, constant.value),
            Torch.ReflectionPad2d => (PadMode.Reflect, 0.0),
            Torch.ReplicationPad2d => (PadMode.Edge, 0.0),
            _ => throw Unsupported(path, pad, "only pads of maps are supported"),
        };

        // PyTorch's order: left, right, top, bottom.
        var sides = pad.padding.Length == 1 ? [.. Enumerable.Repeat(pad.padding[0], 4)] : pad.padding;
        return sides.All(side => side >= 0)
            ? new Pad((int)sides[2], (int)sides[0], (int)sides[3], (int)sides[1]) { Mode = mode, Value = value }
            : throw Unsupported(path, pad, "a pad that cuts the map is not supported");
    }

    /// <summary>Returns a convolution, and the padding before it if it does not pad with zeros.</summary>
    public static (Pad? Pad, Conv Conv) Read(string path, Torch.Conv2d conv)
    {
        if (conv.transposed)
        {
            throw Unsupported(path, conv, "a transposed convolution is not supported");
        }

        var kernel = SizeOf(conv.kernel_size);
        var dilation = SizeOr(conv.dilation, 1);
        var padding = PaddingOf(path, conv, kernel, dilation);
        var read = new Conv(path, (int)conv.out_channels, kernel)
        {
            Stride = SizeOf(conv.stride),
            Dilation = dilation,
            Groups = (int)conv.groups,
            Bias = conv.bias is not null,
            Padding = padding,
        };
        if (conv.padding_mode == TorchSharp.PaddingModes.Zeros)
        {
            return (null, read);
        }

        var mode = conv.padding_mode switch
        {
            TorchSharp.PaddingModes.Reflect => PadMode.Reflect,
            TorchSharp.PaddingModes.Replicate => PadMode.Edge,
            _ => throw Unsupported(path, conv, $"padding mode '{conv.padding_mode}' is not supported"),
        };
        var pads = padding.PadsOf(read.Window, 0, 0);
        return (new Pad(pads.Top, pads.Left, pads.Bottom, pads.Right) { Mode = mode }, read with { Padding = Padding.None });
    }

    private static Padding PaddingOf(string path, Torch.Conv2d conv, SpatialSize kernel, SpatialSize dilation)
    {
        var (vertical, horizontal) = SizeKeeping(kernel, dilation);
        return conv switch
        {
            { padding: { Length: > 0 } given } => PaddingOf(kernel, dilation, SizeOf(given)),
            { padding_type: TorchSharp.Padding.Valid } => Padding.None,

            // PyTorch's "same", for a stride of 1: an odd row or column is at the end.
            { padding_type: TorchSharp.Padding.Same } when vertical % 2 == 0 && horizontal % 2 == 0 =>
                PaddingOf(kernel, dilation, new SpatialSize(vertical / 2, horizontal / 2)),
            { padding_type: TorchSharp.Padding.Same } => Padding.Of(
                vertical / 2, horizontal / 2, vertical - (vertical / 2), horizontal - (horizontal / 2)),
            _ => throw Unsupported(path, conv, "its padding is unknown"),
        };
    }

    // Half of an odd kernel is given as the rule, for operations that change the kernel.
    private static Padding PaddingOf(SpatialSize kernel, SpatialSize dilation, SpatialSize around)
    {
        var (vertical, horizontal) = SizeKeeping(kernel, dilation);
        return vertical == 2 * around.Height && horizontal == 2 * around.Width
            ? Padding.Symmetric
            : Padding.Of(around.Height, around.Width, around.Height, around.Width);
    }

    // The padding that keeps the size of a map for a kernel with a stride of 1, both sides together.
    private static SpatialSize SizeKeeping(SpatialSize kernel, SpatialSize dilation)
    {
        var reach = new SlidingWindow(kernel, 1, dilation).Reach;
        return new SpatialSize(reach.Height - 1, reach.Width - 1);
    }

    private static SpatialSize SizeOr(long[]? sizes, SpatialSize other) => sizes is { Length: > 0 } ? SizeOf(sizes) : other;

    private static SpatialSize SizeOf(long[] sizes) => new((int)sizes[0], (int)sizes[^1]);
}
