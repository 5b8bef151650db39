using static TorchSharp.torch;

namespace Lana.Pretraining;

/// <summary>What a layer of the teacher sees and gives for one batch.</summary>
/// <param name="Input">x_{i−1}, [N, C, H, W].</param>
/// <param name="Target">t_i(x_{i−1}), [N, C', H', W'].</param>
/// <param name="Scale">What the summed squared error is multiplied by.</param>
internal sealed record LayerFeatures(Tensor Input, Tensor Target, double Scale);
