namespace Lana.Data;

/// <summary>An image and the hash of the file that it came from.</summary>
internal sealed record DecodedImage(FeatureShape Shape, byte[] Pixels, string Hash);
