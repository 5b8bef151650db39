using System.IO.Enumeration;
using Lana.Native;
using Lana.Networks;

namespace Lana.Models;

/// <summary>The networks that Lana knows by name.</summary>
/// <remarks>Architectures only: weights come from a file, see <see cref="Weights.ModuleWeights"/>.</remarks>
public static class ModelRegistry
{
    private static readonly NetworkEntry[] Entries =
    [
        .. EfficientNet.Entries,
        .. EfficientNetV2.Entries,
        .. ResNeSt.Entries,
        .. ResNet.Entries,
        .. CifarResNet.Entries,
        .. MobileNetV2.Entries,
        .. MobileNetV3.Entries,
    ];

    private static readonly FrozenDictionary<string, NetworkEntry> ByName =
        Entries.ToFrozenDictionary(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>The names of all networks, or of some.</summary>
    /// <param name="pattern">A pattern with <c>*</c> and <c>?</c>, for example <c>efficientnet*</c>.</param>
    /// <returns>Names, family by family and from small to large.</returns>
    public static IReadOnlyList<string> List(string pattern = "*")
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var names = Entries.Select(entry => entry.Name);
        return [.. names.Where(name => FileSystemName.MatchesSimpleExpression(pattern, name))];
    }

    /// <summary>Defines a network; creates no tensor.</summary>
    /// <param name="name">One of <see cref="List"/>.</param>
    /// <param name="options">Classes, resolution, multipliers and the rest; null for the network's own.</param>
    /// <returns>A definition whose layers are the network's blocks, with the names of its weights.</returns>
    /// <exception cref="ArgumentException">The network is unknown, or an option is out of its range.</exception>
    public static NetworkDefinition Define(string name, NetworkOptions? options = null) =>
        Find(name).Define(options ?? new NetworkOptions());

    /// <summary>Creates a network that runs, initialised and ready to train or to load weights into.</summary>
    /// <param name="name">One of <see cref="List"/>.</param>
    /// <param name="options">Classes, resolution, multipliers and the rest; null for the network's own.</param>
    /// <param name="seed">The seed of all initial weights.</param>
    /// <returns>A network that the caller disposes.</returns>
    /// <exception cref="ArgumentException">The network is unknown, or an option is out of its range.</exception>
    /// <exception cref="TorchRuntimeException">The native torch libraries cannot be loaded.</exception>
    public static Network Create(string name, NetworkOptions? options = null, ulong seed = 0) =>
        Define(name, options).Build(seed);

    /// <summary>Describes a network: its size, its layers and its input images.</summary>
    /// <param name="name">One of <see cref="List"/>.</param>
    /// <returns>Facts about the network with its default options.</returns>
    /// <exception cref="ArgumentException">There is no such network; the message lists the nearest names.</exception>
    public static NetworkDescription Describe(string name) => Find(name).Describe();

    private static NetworkEntry Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.TryGetValue(name, out var entry)
            ? entry
            : throw new ArgumentException(
                $"There is no network '{name}'. The nearest names are " +
                $"{string.Join(", ", NearestNames.Of(name, ByName.Keys))}; {nameof(List)}() gives all.",
                nameof(name));
    }
}
