#region split
using Lana;
using Lana.Import;
using Lana.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;
#endregion

namespace Snippets;

internal static class SplitSnippets
{
    public static void Split(nn.Module<Tensor, Tensor>[] blocks)
    {
        #region split
        // blocks: an array of modules, a stage each
        using Sequential mine = nn.Sequential(
            ("stem", nn.Sequential(nn.Conv2d(3, 16, 3, padding: 1), nn.BatchNorm2d(16), nn.ReLU())),
            ("blocks", nn.Sequential(blocks)),
            ("pool", nn.AdaptiveAvgPool2d(1)), ("flatten", nn.Flatten()), ("classifier", nn.Linear(64, 10)));
        var split = NetworkSplit.Of(mine, new FeatureShape(3, 32, 32));
        Console.WriteLine(split);                                                  // what goes where, and why; costs no tensor
        using Network teacher = split.Build();
        #endregion
    }
}
