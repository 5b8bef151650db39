using Lana.Definitions;
using TorchSharp.Modules;

namespace Lana.Import;

/// <summary>Opens stages that are <c>Sequential</c>s into their children.</summary>
internal static class StageList
{
    /// <summary>Opens stages that only contain other stages.</summary>
    public static IReadOnlyList<NetworkStage> OpenContainers(IEnumerable<NetworkStage> stages) =>
        [.. stages.SelectMany(stage => IsContainer(stage) ? OpenContainers(Children(stage)) : [stage])];

    /// <summary>Opens the stage with the most convolutions, if one has more than one.</summary>
    public static bool TryOpenLargest(
        IReadOnlyList<NetworkStage> stages, [NotNullWhen(true)] out IReadOnlyList<NetworkStage>? opened)
    {
        var largest = stages.Where(stage => TorchModuleConverter.IsPlain(stage.Module)).MaxBy(Convolutions);
        opened = largest is null || Convolutions(largest) < 2
            ? null
            : OpenContainers(stages.SelectMany(stage => stage == largest ? Children(stage) : [stage]));
        return opened is not null;
    }

    public static IEnumerable<nn.Module> Leaves(NetworkStage stage) =>
        TorchModuleConverter.Leaves(stage.Name, stage.Module).Select(leaf => leaf.Leaf);

    public static bool HasConvolution(NetworkStage stage) => Convolutions(stage) > 0;

    private static int Convolutions(NetworkStage stage) => Leaves(stage).Count(leaf => leaf is Conv2d or LanaModule);

    private static bool IsContainer(NetworkStage stage) =>
        TorchModuleConverter.IsPlain(stage.Module) && stage.Module.named_children().Any() &&
        stage.Module.named_children().All(child => TorchModuleConverter.IsPlain(child.module) || child.module is LanaModule);

    private static IEnumerable<NetworkStage> Children(NetworkStage stage) => stage.Module.named_children()
        .Select(child => new NetworkStage(
            stage.Name.Length == 0 ? child.name : $"{stage.Name}.{child.name}",
            (nn.Module<Tensor, Tensor>)child.module));
}
