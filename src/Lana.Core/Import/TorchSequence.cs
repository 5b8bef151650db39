using Lana.Definitions;
using TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Standard modules in a row; norms and activations join the convolution before them.</summary>
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
        if (leaf is not LanaModule && leaf.GetType().Assembly != typeof(Sequential).Assembly)
        {
            // A class derived from a standard module may compute something else.
            throw TorchParts.Unknown(path, leaf);
        }

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
                Push(TorchParts.Read(path, pool));
                break;
            case AvgPool2d pool:
                Push(TorchParts.Read(path, pool));
                break;
            case TorchSharp.Modules.Dropout dropout:
                Push(new Definitions.Dropout(dropout.p));
                break;
            case TorchSharp.Modules.Identity:
                break;
            case LanaModule { IsFused: false } built:
                AddBuilt(path, built);
                break;
            default:
                AddActivation(TorchParts.ActivationOf(path, leaf));
                break;
        }
    }

    private void Push(Definition part)
    {
        _shape = part.Cost(_shape).Output;
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

        Push(TorchParts.Read(path, conv));
    }

    private void AddNorm(string path, BatchNorm2d norm)
    {
        if (!norm.track_running_stats)
        {
            throw new UnsupportedModuleException(path, norm.GetType(), "it has no running statistics");
        }

        if (norm.num_features != _shape.Channels)
        {
            throw new ArgumentException(
                $"'{path}' norms {norm.num_features} channels; a feature of shape {_shape} comes in.");
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
            Push(new Definitions.Linear(path, (int)linear.out_features) { Bias = hasBias });
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
}
