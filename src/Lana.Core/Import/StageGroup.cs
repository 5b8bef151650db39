using Lana.Definitions;

namespace Lana.Import;

/// <summary>Stages that become one part: the stem, a layer or the head.</summary>
internal sealed class StageGroup(string? layer = null)
{
    private readonly List<(string Path, nn.Module Leaf)> _leaves = [];
    private string _joined = "";

    public string Name => layer ?? "";

    /// <summary>The definition of the part; complete after all its stages have been added.</summary>
    public Definition Definition { get; private set; } = Chain.Identity;

    public void Add(NetworkStage stage, FeatureShape input)
    {
        var leaves = TorchModuleConverter.Leaves(PathOf(stage), stage.Module).ToList();
        Definition = TorchModuleConverter.Define([.. _leaves, .. leaves], input);
        _leaves.AddRange(leaves);
    }

    public void CopyTo(LanaModule module) => TorchModuleConverter.Copy(_leaves, module);

    // A Sequential that is a layer keeps the names of its weights: the layer's name followed by theirs is the original name.
    private string PathOf(NetworkStage stage)
    {
        if (layer is null)
        {
            return stage.Module is LanaModule ? "" : stage.Name;
        }

        if (_leaves.Count == 0 && (TorchModuleConverter.IsPlain(stage.Module) || stage.Module is LanaModule))
        {
            _joined = "then.";
            return "";
        }

        var parent = layer[..(layer.LastIndexOf('.') + 1)];
        var isSibling = stage.Name.StartsWith(parent, StringComparison.Ordinal);
        return _joined + (isSibling ? stage.Name[parent.Length..] : stage.Name);
    }
}
