"""Every network, and how its weights are read: autoencoder, image–text model, segmenter, conditioning, generator,
discriminators, denoiser, upscaler.

May be imported by gan, diffusion and every layer above; imports prompts, vocabulary, design and imaging.
"""
