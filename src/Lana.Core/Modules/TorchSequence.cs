using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Lana.Modules;

/// <summary>Standard modules in a row, read one after another; norms and activations join the convolution before
/// them.</summary>
internal sealed class TorchSequence(FeatureShape input)
{
    private readonly List<Definition> _parts = [];
    private FeatureShape _shape = input;
    private bool _isFlat;

    public Chain ToChain()
    {
        Definition[] parts = [.. _parts];
        return new Chain(parts);
    }

    public void Add(string path, nn.Module leaf)
    {
        switch (leaf)
        {
            case Conv2d conv:
                AddConv(path, conv);
                break;
            case BatchNorm2d norm:
                AddNorm(path, norm);
                break;
            case TorchSharp.Modules.Linear linear:
                AddLinear(path, linear);
                break;
            case AdaptiveAvgPool2d pool when pool.output_size.All(size => size == 1):
                Push(new GlobalPool());
                break;
            case Flatten { start_dim: 1, end_dim: -1 }:
                _isFlat = true;
                break;
            case MaxPool2d pool:
                Push(Read(path, pool));
                break;
            case AvgPool2d pool:
                Push(Read(path, pool));
                break;
            case TorchSharp.Modules.Dropout dropout:
                Push(new Dropout(dropout.p));
                break;
            case TorchSharp.Modules.Identity:
                break;
            case LanaModule { IsFused: false } built:
                AddBuilt(path, built);
                break;
            default:
                AddActivation(ActivationOf(path, leaf));
                break;
        }
    }

    private void Push(Definition part)
    {
        _shape = part.Price(_shape).Output;
        _parts.Add(part);
    }

    // Its weights have names of their own, so nothing can stand before them.
    private void AddBuilt(string path, LanaModule built)
    {
        if (path.Length > 0 || built.Input != _shape)
        {
            throw path.Length > 0
                ? new UnsupportedModuleException(path, built.GetType(), "a built definition must be a stage of its own")
                : new ArgumentException(
                    $"The definition was built for {built.Input}; a feature of shape {_shape} comes in.");
        }

        Push(built.Definition);
    }

    private void AddConv(string path, Conv2d conv)
    {
        if (conv.in_channels != _shape.Channels)
        {
            throw new ArgumentException(
                $"'{path}' takes {conv.in_channels} channels; a feature of shape {_shape} comes in.");
        }

        Push(Read(path, conv));
    }

    private void AddNorm(string path, BatchNorm2d norm)
    {
        if (!norm.track_running_stats)
        {
            throw new UnsupportedModuleException(path, norm.GetType(), "it has no running statistics");
        }

        if (norm.num_features != _shape.Channels)
        {
            throw new ArgumentException($"'{path}' norms {norm.num_features} channels; a feature of shape {_shape} comes in.");
        }

        if (_parts.LastOrDefault() is Conv { Norm: null, Activation: Activation.None } conv)
        {
            _parts[^1] = conv with { Norm = path, NormEpsilon = norm.eps };
        }
        else
        {
            Push(new Norm(path) { Epsilon = norm.eps });
        }
    }

    // Over a map that was flattened it is a convolution as large as the map.
    private void AddLinear(string path, TorchSharp.Modules.Linear linear)
    {
        if (linear.in_features != _shape.Count || (_shape.Positions > 1 && !_isFlat))
        {
            throw new ArgumentException(
                $"'{path}' takes {linear.in_features} numbers; a feature of shape {_shape} comes in. Flatten it before.");
        }

        var hasBias = linear.bias is not null;
        if (_shape.Positions == 1)
        {
            Push(new Linear(path, (int)linear.out_features) { Bias = hasBias });
            return;
        }

        if (_shape.Height != _shape.Width)
        {
            throw new UnsupportedModuleException(
                path, linear.GetType(), $"it sees a map of {_shape.Height} × {_shape.Width} positions; only square ones work");
        }

        Push(new Conv(path, (int)linear.out_features, _shape.Height) { Bias = hasBias, Padding = Padding.None });
    }

    private void AddActivation(Activation function)
    {
        switch (_parts.LastOrDefault())
        {
            case Conv { Activation: Activation.None } conv:
                _parts[^1] = conv with { Activation = function };
                break;
            case Norm { Activation: Activation.None } norm:
                _parts[^1] = norm with { Activation = function };
                break;
            default:
                Push(new Activate(function));
                break;
        }
    }

    private static Activation ActivationOf(string path, nn.Module leaf) => leaf switch
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
        _ => throw new UnsupportedModuleException(
            path,
            leaf.GetType(),
            "Lana knows no such module; put standard modules into a Sequential, or compose a definition"),
    };

    private static Pool Read(string path, MaxPool2d pool)
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

    private static Pool Read(string path, AvgPool2d pool)
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

    private static Conv Read(string path, Conv2d conv)
    {
        var kernel = Square(path, conv, "kernel", conv.kernel_size);
        if (conv.padding_mode != TorchSharp.PaddingModes.Zeros || conv.transposed || conv.dilation.Any(step => step != 1))
        {
            throw new UnsupportedModuleException(path, conv.GetType(), "only plain convolutions that pad with zeros ship");
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
