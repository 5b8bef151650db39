using Lana.Definitions;
using Torch = TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Converts a sequence of standard modules; norms and activations join the convolution before them.</summary>
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
        if (leaf is not LanaModule && !TorchModuleConverter.IsStandard(leaf))
        {
            throw TorchParts.Unknown(path, leaf);
        }

        switch (leaf)
        {
            case Torch.Conv2d conv:
                AddConv(path, conv);
                break;
            case Torch.BatchNorm2d or Torch.BatchNorm1d:
                AddNorm(path, (Torch.BatchNorm)leaf);
                break;
            case Torch.Linear linear:
                AddLinear(path, linear);
                break;
            case Torch.PReLU prelu:
                AddPRelu(path, prelu);
                break;
            case Torch.LogSoftmax softmax when softmax.dim == 1 || (softmax.dim == -1 && _isFlat):
                SeparateValues(path);
                Push(path, new LogSoftmax());
                break;
            case LanaModule { IsFused: false } built:
                AddBuilt(path, built);
                break;
            default:
                AddWithoutWeights(path, leaf);
                break;
        }
    }

    private void AddWithoutWeights(string path, nn.Module leaf)
    {
        switch (leaf)
        {
            case Torch.Identity:
                break;
            case Torch.Flatten { start_dim: 1, end_dim: -1 or 3 }:
                _isFlat = true;
                break;
            case Torch.AdaptiveAvgPool2d pool when TorchParts.Read(pool, _shape) is { } read:
                Push(path, read);
                break;
            case Torch.AdaptiveAvgPool2d:
                break;
            case Torch.AdaptiveMaxPool2d pool:
                Push(path, TorchParts.Read(path, pool, _shape));
                break;
            case Torch.MaxPool2d pool:
                Push(path, TorchParts.Read(pool));
                break;
            case Torch.AvgPool2d pool:
                Push(path, TorchParts.Read(path, pool));
                break;
            case Torch.PadBase pad:
                Push(path, TorchParts.Read(path, pad));
                break;
            case Torch.Dropout dropout:
                Push(path, new Dropout(dropout.p));
                break;
            case Torch.Dropout2d dropout:
                Push(path, new Dropout(dropout.p) { WholeChannels = !_isFlat });
                break;
            default:
                AddFunction(path, TorchParts.Function(path, leaf));
                break;
        }
    }

    // The exceptions of parts without a name do not say where the part is.
    private void Push(string path, Definition part)
    {
        try
        {
            _shape = part.Cost(_shape).Output;
        }
        catch (ArgumentException cause)
        {
            throw new ArgumentException($"Module '{path}': {cause.Message}", cause);
        }

        _parts.Add(part);
    }

    // Its weights already have names, so it must be a separate stage without a prefix.
    private void AddBuilt(string path, LanaModule built)
    {
        if (path.Length > 0 || built.Input != _shape)
        {
            throw path.Length > 0
                ? new UnsupportedModuleException(path, built.GetType(), "a built definition must be a stage of its own")
                : new ArgumentException(
                    $"The definition was built for {built.Input}; a feature of shape {_shape} comes in.");
        }

        Push(path, built.Definition);
    }

    private void AddConv(string path, Torch.Conv2d conv)
    {
        if (conv.in_channels != _shape.Channels)
        {
            throw new ArgumentException(
                $"'{path}' takes {conv.in_channels} channels; a feature of shape {_shape} comes in.");
        }

        var (pad, read) = TorchParts.Read(path, conv);
        if (pad is not null)
        {
            Push(path, pad);
        }

        Push(path, read);
    }

    private void AddNorm(string path, Torch.BatchNorm norm)
    {
        if (!norm.track_running_stats)
        {
            throw new UnsupportedModuleException(path, norm.GetType(), "it has no running statistics");
        }

        SeparateValues(path);
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
            Push(path, new Norm(path) { Epsilon = norm.eps });
        }
    }

    private void AddPRelu(string path, Torch.PReLU prelu)
    {
        var isShared = prelu.num_parameters == 1;
        if (!isShared)
        {
            SeparateValues(path);
        }

        if (!isShared && prelu.num_parameters != _shape.Channels)
        {
            throw new ArgumentException(
                $"'{path}' has {prelu.num_parameters} slopes; a feature of shape {_shape} comes in.");
        }

        Push(path, new PRelu(path) { IsShared = isShared });
    }

    // A flattened map stays a map, which a linear layer can also read, until a part needs its values as channels.
    private void SeparateValues(string path)
    {
        if (_isFlat && _shape.Positions > 1)
        {
            Push(path, new Flatten());
        }
    }

    // After a flattened map it is a convolution with a kernel as large as the map.
    private void AddLinear(string path, Torch.Linear linear)
    {
        if (linear.in_features != _shape.Count || (_shape.Positions > 1 && !_isFlat))
        {
            throw new ArgumentException(
                $"'{path}' takes {linear.in_features} numbers; a feature of shape {_shape} comes in. Flatten it before.");
        }

        var outputs = (int)linear.out_features;
        var hasBias = linear.bias is not null;
        Push(path, _shape.Positions == 1
            ? new Linear(path, outputs) { Bias = hasBias }
            : new Conv(path, outputs, new SpatialSize(_shape.Height, _shape.Width))
            {
                Bias = hasBias,
                Padding = Padding.None,
            });
    }

    private void AddFunction(string path, Definition function)
    {
        switch (_parts.LastOrDefault(), function)
        {
            case (Conv { Activation: Activation.None } conv, Activate activate):
                _parts[^1] = conv with { Activation = activate.Function };
                break;
            case (Norm { Activation: Activation.None } norm, Activate activate):
                _parts[^1] = norm with { Activation = activate.Function };
                break;
            default:
                Push(path, function);
                break;
        }
    }
}
