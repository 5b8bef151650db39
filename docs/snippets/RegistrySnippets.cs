#region registry
using Lana.Models;
using Lana.Networks;
using Lana.Weights;
#endregion

namespace Snippets;

internal static class RegistrySnippets
{
    public static void Create()
    {
        #region registry
        ModelRegistry.List("tf_efficientnet*");                              // names, by pattern
        NetworkDescription b2 = ModelRegistry.Describe("tf_efficientnet_b2");  // size, layers, resolution, normalisation
        using Network teacher = ModelRegistry.Create("tf_efficientnet_b2", new NetworkOptions { Classes = 10 });
        WeightLoadReport report = ModuleWeights.Load(
            teacher, "tf_efficientnet_b2.safetensors", new WeightLoadOptions { SkipsOtherClassifier = true });
        #endregion
    }

    public static void LoadByOtherNames(Network network, string path)
    {
        #region weight-map
        ModuleWeights.Load(network, path, new WeightLoadOptions { Map = WeightMap.TorchvisionEfficientNet });
        ModuleWeights.Save(network, path, map: WeightMap.TorchvisionEfficientNet);     // for torchvision to read
        var own = new WeightMap([("encoder.{s+1}.{r}.conv", "blocks.{s}.{r}.conv_pw")]);
        #endregion
    }
}
