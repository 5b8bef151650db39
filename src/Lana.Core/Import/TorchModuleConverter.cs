using Lana.Definitions;
using Lana.Native;
using TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Converts plain TorchSharp modules to definitions: standard modules, alone or in nested
/// <c>Sequential</c>s.</summary>
/// <remarks>Supported modules: <c>Conv2d</c>, <c>BatchNorm1d</c> and <c>2d</c>, <c>Linear</c>; <c>MaxPool2d</c>,
/// <c>AvgPool2d</c>, <c>AdaptiveAvgPool2d</c>, <c>AdaptiveMaxPool2d</c> with equal windows; <c>ZeroPad2d</c>,
/// <c>ConstantPad2d</c>, <c>ReflectionPad2d</c>, <c>ReplicationPad2d</c>; <c>ReLU</c>, <c>ReLU6</c>, <c>LeakyReLU</c>,
/// <c>PReLU</c>, <c>ELU</c>, <c>SELU</c>, <c>SiLU</c>, <c>GELU</c>, <c>Mish</c>, <c>Softplus</c>, <c>Tanh</c>,
/// <c>Hardswish</c>, <c>Hardsigmoid</c>, <c>Sigmoid</c>, <c>LogSoftmax</c>; <c>Flatten</c>, <c>Dropout</c>,
/// <c>Dropout2d</c>, <c>Identity</c> and <c>Sequential</c>. A module with a forward method of its own cannot be
/// converted: compose its parts with <see cref="Residual"/>, <see cref="Gate"/>, <see cref="Sum"/> and
/// <see cref="Concat"/>, and pass the built <see cref="LanaModule"/> as a separate stage (<see cref="NetworkStage"/>).
/// Weights keep their names, and a single module has the names that it has in a <c>Sequential</c>: <c>0.weight</c>. A
/// batch norm's momentum becomes PyTorch's default of 0.1.</remarks>
public static class TorchModuleConverter
{
    // A module outside of a Sequential has the name of the first module in one.
    private const string LonePath = "0";

    /// <summary>Returns the definition of a module.</summary>
    /// <param name="module">The module; it is not changed, and the caller keeps ownership.</param>
    /// <param name="input">The shape of its input, [C, H, W].</param>
    /// <returns>A definition whose weights have the module's names.</returns>
    /// <exception cref="UnsupportedModuleException">A part, which the message names, cannot be converted.</exception>
    /// <exception cref="ArgumentException">The module does not accept this shape.</exception>
    public static Definition Define(nn.Module<Tensor, Tensor> module, FeatureShape input)
    {
        ArgumentNullException.ThrowIfNull(module);
        return Define(Leaves("", module), input);
    }

    /// <summary>Converts a module with its weights.</summary>
    /// <remarks>Both are run on random data and compared.</remarks>
    /// <param name="module">The module; it is not changed, and the caller keeps ownership.</param>
    /// <param name="input">The shape of its input, [C, H, W].</param>
    /// <returns>A module with the same outputs as the given one, which can be trained and exported; the caller disposes
    /// it.</returns>
    /// <exception cref="UnsupportedModuleException">A part, which the message names, cannot be converted, or the module
    /// computes something else than the sequence of its parts.</exception>
    /// <exception cref="ArgumentException">The module does not accept this shape.</exception>
    public static LanaModule Convert(nn.Module<Tensor, Tensor> module, FeatureShape input)
    {
        ArgumentNullException.ThrowIfNull(module);
        TorchRuntime.EnsureInitialized();
        var leaves = Leaves("", module).ToList();
        var converted = Define(leaves, input).Build(input);
        try
        {
            Copy(leaves, converted);
            ConversionGate.Require("", [module], images => converted.Run(images), input);
            return converted;
        }
        catch
        {
            converted.Dispose();
            throw;
        }
    }

    /// <summary>The modules that are not <c>Sequential</c>s, with their paths.</summary>
    internal static IEnumerable<(string Path, nn.Module Leaf)> Leaves(string path, nn.Module module) =>
        IsPlain(module)
            ? module.named_children().SelectMany(child => Leaves(Join(path, child.name), child.module))
            : [(path.Length == 0 && IsStandard(module) ? LonePath : path, module)];

    /// <summary>Returns true for a module of TorchSharp itself: a class derived from one may compute something else.</summary>
    internal static bool IsStandard(nn.Module module) => module.GetType().Assembly == typeof(Sequential).Assembly;

    /// <summary>Returns true for a module that runs its children in sequence: a class derived from <c>Sequential</c>
    /// may not.</summary>
    internal static bool IsPlain(nn.Module module) => module.GetType() == typeof(Sequential);

    /// <summary>Returns the definition of a sequence of modules.</summary>
    internal static Chain Define(IEnumerable<(string Path, nn.Module Leaf)> leaves, FeatureShape input)
    {
        var sequence = new TorchSequence(input);
        foreach (var (path, leaf) in leaves)
        {
            sequence.Add(path, leaf);
        }

        return sequence.ToChain();
    }

    /// <summary>Copies the weights of modules into the module built from them.</summary>
    internal static void Copy(IEnumerable<(string Path, nn.Module Leaf)> leaves, LanaModule built)
    {
        using var gradients = no_grad();
        var given = leaves
            .SelectMany(leaf => leaf.Leaf.state_dict()
                .Select(pair => KeyValuePair.Create(Join(leaf.Path, pair.Key), pair.Value)))
            .ToDictionary();
        foreach (var (name, weight) in built.state_dict())
        {
            // A norm without weights gets neutral weights.
            if (given.TryGetValue(name, out var value))
            {
                using var shaped = value.reshape(weight.shape);
                weight.copy_(shaped);
            }
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
