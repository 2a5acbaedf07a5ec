import ArgumentParser
import AsyncHTTPClient
print("ballast")
