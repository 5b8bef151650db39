using Lana.Candidates;
using Lana.Definitions;
using Lana.Native;
using Lana.Networks;

namespace Lana.Import;

/// <summary>An operation whose body is a plain TorchSharp module, for example a <c>Sequential</c>.</summary>
/// <remarks>The module defines the operation; its initial weights are drawn from the seed of the training like those of
/// any other operation. <see cref="TorchModuleConverter"/> lists the supported modules. Each call of
/// <see cref="Define"/> creates the module again: a class of your own that overrides <see cref="Operation.Define"/>
/// with records is cheaper.</remarks>
public sealed class ModuleOperation : Operation
{
    private readonly Func<Layer, nn.Module<Tensor, Tensor>> _create;

    /// <summary>Creates an operation.</summary>
    /// <param name="name">Its canonical name, which must be valid in a file name.</param>
    /// <param name="create">Creates a module from a layer's input to its output shape; Lana disposes it.</param>
    /// <exception cref="ArgumentException">The name has other characters than an operation's may.</exception>
    public ModuleOperation(string name, Func<Layer, nn.Module<Tensor, Tensor>> create)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(create);
        _create = create;
    }

    /// <summary>True to add the input to the module's output if the layer keeps its shape.</summary>
    /// <value>Default true.</value>
    public bool IsResidual { get; init; } = true;

    /// <inheritdoc/>
    /// <exception cref="UnsupportedModuleException">The module has a part that cannot be exported.</exception>
    public override Definition Define(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        TorchRuntime.EnsureInitialized();
        using var module = _create(layer);
        var body = TorchModuleConverter.Define(module, layer.Input);
        var output = body.Cost(layer.Input).Output;
        if (output != layer.Output)
        {
            throw new ArgumentException(
                $"The module of '{Name}' turns {layer.Input} into {output}; layer '{layer.Name}' gives {layer.Output}.", nameof(layer));
        }

        return IsResidual && layer.KeepsShape ? new Residual(body) : body;
    }
}
