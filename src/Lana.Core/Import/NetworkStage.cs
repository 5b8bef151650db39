namespace Lana.Import;

/// <summary>A named part of a user's network.</summary>
/// <param name="Name">The prefix of its weights, for example <c>features.3</c>; unique in the network.</param>
/// <param name="Module">A standard TorchSharp module, a <c>Sequential</c> of such, or a
/// <see cref="Definitions.LanaModule"/>; it is not changed, and the caller keeps ownership.</param>
public sealed record NetworkStage(string Name, nn.Module<Tensor, Tensor> Module);
