using Lana.Definitions;
using TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Standard modules one by one: what they are, or why they cannot be shipped.</summary>
internal static class TorchParts
{
    public static Activation ActivationOf(string path, nn.Module leaf) => leaf switch
    {
        ReLU => Activation.Relu,
        SiLU => Activation.Silu,
        Sigmoid => Activation.Sigmoid,
        ReLU6 => Activation.Relu6,
        Hardsigmoid => Activation.HardSigmoid,
        Hardswish => Activation.HardSwish,
        GELU { approximate: GELU.Approximate.none } => Activation.Gelu,
        GELU => throw new UnsupportedModuleException(path, leaf.GetType(), "only the exact form ships"),
        AdaptiveAvgPool2d => throw new UnsupportedModuleException(path, leaf.GetType(), "only a pool to one position ships"),
        Flatten => throw new UnsupportedModuleException(path, leaf.GetType(), "only flattening everything but the batch ships"),
        _ => throw Unknown(path, leaf),
    };

    public static UnsupportedModuleException Unknown(string path, nn.Module leaf) => new(
        path,
        leaf.GetType(),
        "Lana knows no such module; put standard modules into a Sequential, or compose a definition");

    public static Pool Read(string path, MaxPool2d pool)
    {
        if (pool.dilation is { } dilation && dilation.Any(step => step != 1))
        {
            throw new UnsupportedModuleException(path, pool.GetType(), "only pools without dilation ship");
        }

        return Window(path, pool, PoolFunction.Max, (pool.kernel_size, pool.stride, pool.padding)) with
        {
            CeilMode = pool.ceil_mode,
        };
    }

    public static Pool Read(string path, AvgPool2d pool)
    {
        if (pool.divisor_override is not null)
        {
            throw new UnsupportedModuleException(path, pool.GetType(), "only pools that divide by their own size ship");
        }

        return Window(path, pool, PoolFunction.Average, (pool.kernel_size, pool.stride, pool.padding)) with
        {
            CeilMode = pool.ceil_mode,
            CountsPadding = pool.count_include_pad,
        };
    }

    private static Pool Window(
        string path, nn.Module pool, PoolFunction function, (long[] Kernel, long[]? Stride, long[]? Padding) sizes)
    {
        var kernel = Square(path, pool, "kernel", sizes.Kernel);
        return new Pool(function, kernel)
        {
            Stride = sizes.Stride is { Length: > 0 } stride ? Square(path, pool, "stride", stride) : kernel,
            Padding = PaddingOf(path, pool, kernel, sizes.Padding is { Length: > 0 } given ? Square(path, pool, "padding", given) : 0),
        };
    }

    public static Conv Read(string path, Conv2d conv)
    {
        var kernel = Square(path, conv, "kernel", conv.kernel_size);
        if (conv.padding_mode != TorchSharp.PaddingModes.Zeros || conv.transposed || conv.dilation.Any(step => step != 1))
        {
            throw new UnsupportedModuleException(
                path, conv.GetType(), "only plain convolutions that pad with zeros ship");
        }

        return new Conv(path, (int)conv.out_channels, kernel)
        {
            Stride = Square(path, conv, "stride", conv.stride),
            Groups = (int)conv.groups,
            Bias = conv.bias is not null,
            Padding = PaddingOf(path, conv, kernel, AroundOf(path, conv, kernel)),
        };
    }

    private static int AroundOf(string path, Conv2d conv, int kernel) => conv switch
    {
        { padding: { } given } => Square(path, conv, "padding", given),
        { padding_type: TorchSharp.Padding.Same } when kernel % 2 == 1 => (kernel - 1) / 2,
        { padding_type: TorchSharp.Padding.Valid } => 0,
        _ => throw new UnsupportedModuleException(path, conv.GetType(), "its padding is not the same on all sides"),
    };

    private static Padding PaddingOf(string path, nn.Module module, int kernel, int around)
    {
        if (kernel % 2 == 1 && around == (kernel - 1) / 2)
        {
            return Padding.Symmetric;
        }

        return around == 0
            ? Padding.None
            : throw new UnsupportedModuleException(
                path, module.GetType(), $"a padding of {around} around a kernel of {kernel} does not ship; half the kernel or none does");
    }

    private static int Square(string path, nn.Module module, string what, long[] sizes) => sizes.Distinct().Count() == 1
        ? (int)sizes[0]
        : throw new UnsupportedModuleException(
            path, module.GetType(), $"its {what} is not square ({string.Join(" × ", sizes)})");
}
